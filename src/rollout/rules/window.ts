import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { canarySample } from "../samples.ts";
import { durationText } from "../text.ts";

const steps = `step some { weight = 10%  bake = 1h }
  step half { weight = 50%  bake = 1h }
  step all { weight = 100%  bake = 1h }`;

export const windowFinding = defineDiagnostic<{ fleet: string; rollout: string; time: number; most: number }>({
  code: "IMMU6030",
  level: "error",
  title: "Rollout longer than its window",
  message: ({ fleet, rollout, time, most }) =>
    `rollout \`${rollout}\` of fleet \`${fleet}\` may take ${durationText(time)} until all traffic is moved and judged; it may take ${durationText(most)} here`,
  help: () => "shorten its bakes, or raise `window` in the environment's `limits`",
  explanation:
    "The worst case adds every bake, and for every apply the longest that it may take: booting, health checks, draining. `limits.window` of an environment says how long that may be: 24h where nothing is said. What comes after the verdict, keeping the old generation ready and retiring it, is not counted.",
  get samples() {
    return {
      failing: canarySample(steps, "limits { window = 2h }"),
      passing: canarySample(steps, "limits { window = 4h }"),
    };
  },
});

export const window = rolloutRule(
  windowFinding,
  ({ fleet, rollout, environment, release, ofFleet, ofEnvironment }, found) => {
    const time = release.steps
      .filter(({ phase }) => phase === "prepare" || phase === "shift")
      .reduce((sum, step) => sum + step.apply + step.bake, 0);
    const most = environment.limits.window;
    if (time <= most) return;
    const related = [{ place: ofEnvironment("limits/window"), message: "the limit" }];
    found(ofFleet("rollout"), { fleet: fleet.name, rollout: rollout.name, time, most }, { related });
  },
);
