import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { canarySample } from "../samples.ts";

export const canaryStepsFinding = defineDiagnostic<{ rollout: string }>({
  code: "IMMU6101",
  level: "error",
  title: "Canary without steps",
  message: ({ rollout }) => `rollout \`${rollout}\` is a canary without a step: all traffic would move at once`,
  help: () => 'add steps, such as `step some { weight = 10%  bake = 15m }`, or use `strategy = "blue_green"`',
  explanation:
    "A canary moves traffic in the steps that are written in it. To move all of it at once, on purpose, there is `blue_green`.",
  get samples() {
    return {
      failing: canarySample(""),
      passing: canarySample(
        "step some { weight = 10%  bake = 15m }\n  step half { weight = 50%  bake = 15m }\n  step all { weight = 100%  bake = 15m }",
      ),
    };
  },
});

export const canarySteps = rolloutRule(canaryStepsFinding, ({ rollout, ofFleet }, found) => {
  if (rollout.strategy === "canary" && rollout.steps.length === 0) found(ofFleet("rollout"), { rollout: rollout.name });
});
