import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { abortSample } from "../samples.ts";
import { countText, durationLiteral, percentLiteral } from "../text.ts";

export const requestFloorFinding = defineDiagnostic<{
  step: string;
  weight: number;
  alarm: string;
  expected: number;
  every: number;
  floor: number;
  quiet: number;
}>({
  code: "IMMU6012",
  level: "error",
  title: "Step too small to be judged",
  message: ({ step, weight, alarm, expected, every, floor }) =>
    `step \`${step}\` brings about ${countText(expected, "request")} in ${durationLiteral(every)} at ${percentLiteral(weight)}, below the floor of ${floor} that abort rule \`${alarm}\` needs: its verdict would always be open`,
  help: ({ quiet, every, floor }) =>
    `with ${countText(quiet, "request")} a second, give the step at least ${percentLiteral(Math.min(100, Math.ceil((floor * 100_000) / (quiet * every))))}, lengthen \`every\`, or lower \`floor\``,
  explanation:
    "A rate over a handful of requests says nothing, so an abort rule has a floor below which it does not judge; and no data is never a pass. `load.quiet` of the fleet says how many requests come at the quietest time: the step must bring enough of them for its alarms to judge.",
  get samples() {
    return {
      failing: abortSample('abort errors { metric = "http_5xx_rate"  above = 1%  floor = 20 }', {
        fleet: "load { quiet = 1.0 }",
      }),
      passing: abortSample('abort errors { metric = "http_5xx_rate"  above = 1%  floor = 20 }', {
        fleet: "load { quiet = 50.0 }",
      }),
    };
  },
});

export const requestFloor = rolloutRule(requestFloorFinding, ({ rollout, fleet, ofFleet }, found) => {
  const { load } = fleet;
  if (rollout.strategy !== "canary" || !load || load.quiet === 0) return;
  for (const { name: alarm, metric, every, floor } of rollout.aborts) {
    if (metric !== "http_5xx_rate" && metric !== "http_4xx_rate") continue;
    for (const { name: step, weight } of rollout.steps) {
      const expected = Math.floor((load.quiet * weight * every) / 100_000);
      if (weight === 0 || expected >= floor) continue;
      const related = [
        { place: ofFleet(`rollout/abort/${alarm}/floor`), message: "the floor" },
        { place: ofFleet("load/quiet"), message: "the expected load" },
      ];
      const values = { step, weight, alarm, expected, every, floor, quiet: load.quiet };
      found(ofFleet(`rollout/step/${step}/weight`), values, { related });
    }
  }
});
