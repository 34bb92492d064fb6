import { type Shift, shiftTraffic } from "../shift.ts";
import type { PlannedState, StrategyContext } from "../strategy.ts";

/** Traffic moves in the steps that the source names. */
export function canary(context: StrategyContext): readonly PlannedState[] {
  return shiftTraffic(context, risingShifts(context.fleet.rollout.steps));
}

// Steps that do not rise are an error of their own; a path is made of what rises, and ends with all the traffic, so
// that there is a sound one to show beside the error.
function risingShifts(steps: readonly Shift[]): readonly Shift[] {
  const rising: Shift[] = [];
  for (const step of steps) {
    if (step.weight > (rising.at(-1)?.weight ?? 0) && step.weight <= 100) rising.push(step);
  }
  return rising.at(-1)?.weight === 100 ? rising : [...rising, { weight: 100, bake: 0 }];
}
