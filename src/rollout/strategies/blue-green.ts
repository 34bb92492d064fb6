import { shiftTraffic } from "../shift.ts";
import type { PlannedState, StrategyContext } from "../strategy.ts";

/** All traffic at once; the old side is kept for an instant return. */
export function blueGreen(context: StrategyContext): readonly PlannedState[] {
  return shiftTraffic(context, [{ weight: 100, bake: context.fleet.rollout.bake }]);
}
