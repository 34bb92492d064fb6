import { plural } from "../../base/wording.ts";
import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { abortSample } from "../samples.ts";
import { nearestParts } from "../share.ts";
import { durationLiteral, percentLiteral } from "../text.ts";

export const requestFloorFinding = defineDiagnostic<{
  step: string;
  weight: number;
  alarm: string;
  expected: number;
  every: number;
  floor: number;
  quiet: number;
  /** The most that the step may give, in percent. */
  most: number;
  /** What keeps the step below the weight that the source gives it. */
  legacy: string | null;
}>({
  code: "IMMU6012",
  level: "error",
  title: "Step too small to be judged",
  message: ({ step, weight, alarm, expected, every, floor, legacy }) =>
    `step \`${step}\` brings about ${plural(expected, "request")} in ${durationLiteral(every)} at ${percentLiteral(weight)}${legacy === null ? "" : `, which is all that legacy \`${legacy}\` leaves`}, below the floor of ${floor} that abort rule \`${alarm}\` needs: its verdict would always be open`,
  help: ({ quiet, every, floor, most, legacy }) => {
    const least = Math.min(100, Math.ceil((floor * 100_000) / (quiet * every)));
    const load = `with ${plural(quiet, "request")} a second`;
    if (legacy === null && least > most)
      return `${load}, it would take ${percentLiteral(least)}, above the ${percentLiteral(most)} that a first step may give here: lengthen \`every\`, or lower \`floor\``;
    const wish =
      legacy === null
        ? `give the step at least ${percentLiteral(least)}`
        : `leave the legacy side at most ${percentLiteral(100 - least)}`;
    return `${load}, ${wish}, lengthen \`every\`, or lower \`floor\``;
  },
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

// The steps are those that the path has: where a legacy side keeps its share, they end before those of the source.
export const requestFloor = rolloutRule(
  requestFloorFinding,
  ({ rollout, environment, fleet, release, ofFleet }, found) => {
    const { load, legacy } = fleet;
    if (rollout.strategy !== "canary" || !load || load.quiet === 0) return;
    for (const { name: alarm, metric, every, floor } of rollout.aborts) {
      if (metric !== "http_5xx_rate" && metric !== "http_4xx_rate") continue;
      for (const { phase, state } of release.steps) {
        const parts = state[release.to]?.weight ?? 0;
        const weight = (parts * 100) / release.total;
        const expected = Math.floor((load.quiet * weight * every) / 100_000);
        if (phase !== "shift" || expected >= floor) continue;
        const partsOf = (percent: number) => nearestParts(percent, release.total);
        const step = rollout.steps.find((each) => partsOf(each.weight) >= parts) ?? rollout.steps.at(-1);
        if (step === undefined) continue;
        const held = legacy !== undefined && partsOf(step.weight) !== parts ? legacy.name : null;
        const related = [
          { place: ofFleet(`rollout/abort/${alarm}/floor`), message: "the floor" },
          { place: ofFleet("load/quiet"), message: "the expected load" },
        ];
        const most = step === rollout.steps[0] ? environment.limits.firstWeight : 100;
        const values = {
          step: step.name,
          weight,
          alarm,
          expected,
          every,
          floor,
          quiet: load.quiet,
          most,
          legacy: held,
        };
        const place = held === null ? `rollout/step/${step.name}/weight` : "replaces/share";
        found(ofFleet(place), values, { related });
      }
    }
  },
);
