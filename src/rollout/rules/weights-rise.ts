import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { canarySample } from "../samples.ts";
import { percentLiteral } from "../text.ts";

export const weightsRiseFinding = defineDiagnostic<{
  step: string;
  weight: number;
  before: { step: string; weight: number } | null;
}>({
  code: "IMMU6001",
  level: "error",
  title: "Weights that do not rise",
  message: ({ step, weight, before }) =>
    before === null
      ? `step \`${step}\` gives the new generation ${percentLiteral(weight)}: nothing to watch`
      : `step \`${step}\` has ${percentLiteral(weight)}, not more than ${percentLiteral(before.weight)} of step \`${before.step}\` before it`,
  help: ({ before }) =>
    `give it more than ${percentLiteral(before?.weight ?? 0)}, or remove it${before === null ? ": the new generation is created without traffic anyway" : ""}`,
  explanation:
    "Each step of a canary gives the new generation more traffic than the one before, starting from none. A step that gives the same or less proves nothing new, and hides that the steps were written in the wrong order.",
  get samples() {
    return {
      failing: canarySample(
        "step some { weight = 10%  bake = 15m }\n  step again { weight = 5%  bake = 15m }\n  step half { weight = 50%  bake = 15m }\n  step all { weight = 100%  bake = 15m }",
      ),
      passing: canarySample(
        "step few { weight = 5%  bake = 15m }\n  step some { weight = 10%  bake = 15m }\n  step half { weight = 50%  bake = 15m }\n  step all { weight = 100%  bake = 15m }",
      ),
    };
  },
});

export const weightsRise = rolloutRule(weightsRiseFinding, ({ rollout, ofFleet }, found) => {
  if (rollout.strategy !== "canary") return;
  rollout.steps.forEach((step, index) => {
    const before = rollout.steps[index - 1];
    if (step.weight > (before?.weight ?? 0)) return;
    const place = ofFleet(`rollout/step/${step.name}/weight`);
    const values = { step: step.name, weight: step.weight };
    if (!before) {
      found(place, { ...values, before: null });
      return;
    }
    const related = [{ place: ofFleet(`rollout/step/${before.name}/weight`), message: "the step before it" }];
    found(place, { ...values, before: { step: before.name, weight: before.weight } }, { related });
  });
});
