import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { canarySample } from "../samples.ts";
import { percentLiteral } from "../text.ts";

export const weightJumpFinding = defineDiagnostic<{ step: string; from: number; to: number; most: number }>({
  code: "IMMU6004",
  level: "error",
  title: "Step that adds too much",
  message: ({ step, from, to, most }) =>
    `step \`${step}\` goes from ${percentLiteral(from)} to ${percentLiteral(to)}; one step may add at most ${percentLiteral(most)} here`,
  help: () => "put a step in between, or raise `jump` in the environment's `limits`",
  explanation:
    "Load that grows at once finds what is cold: caches, connection pools, a database that was fine at a tenth. `limits.jump` of an environment says how much one step may add: 75% where nothing is said.",
  get samples() {
    return {
      failing: canarySample("step some { weight = 10%  bake = 15m }\n  step all { weight = 100%  bake = 15m }"),
      passing: canarySample(
        "step some { weight = 10%  bake = 15m }\n  step half { weight = 50%  bake = 15m }\n  step all { weight = 100%  bake = 15m }",
      ),
    };
  },
});

export const weightJump = rolloutRule(weightJumpFinding, ({ rollout, environment, ofFleet, ofEnvironment }, found) => {
  if (rollout.strategy !== "canary") return;
  const most = environment.limits.jump;
  rollout.steps.slice(1).forEach((step, index) => {
    const from = rollout.steps[index]?.weight ?? 0;
    // A step in the wrong place is a finding of its own, and makes the next one look too high.
    if (from <= (rollout.steps[index - 1]?.weight ?? 0)) return;
    // Whole thousandths of a percent: 0.3 - 0.1 is not quite 0.2 in binary fractions.
    if (Math.round((step.weight - from) * 1000) <= Math.round(most * 1000)) return;
    const related = [{ place: ofEnvironment("limits/jump"), message: "the limit" }];
    found(ofFleet(`rollout/step/${step.name}/weight`), { step: step.name, from, to: step.weight, most }, { related });
  });
});
