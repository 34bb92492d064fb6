import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { canarySample } from "../samples.ts";
import { percentLiteral } from "../text.ts";

export const lastWeightFinding = defineDiagnostic<{ step: string; weight: number }>({
  code: "IMMU6002",
  level: "error",
  title: "Rollout that ends short of all traffic",
  message: ({ step, weight }) =>
    `the last step, \`${step}\`, gives the new generation ${percentLiteral(weight)}, not 100%`,
  help: () => "end with a step of 100%, and watch there too: that is the load it will have from then on",
  explanation:
    "A rollout is over when the new generation has all the traffic. One that ends before would leave two generations serving for good, with no step that says when the old one may go.",
  get samples() {
    return {
      failing: canarySample("step some { weight = 10%  bake = 15m }\n  step half { weight = 50%  bake = 15m }"),
      passing: canarySample(
        "step some { weight = 10%  bake = 15m }\n  step half { weight = 50%  bake = 15m }\n  step all { weight = 100%  bake = 15m }",
      ),
    };
  },
});

export const lastWeight = rolloutRule(lastWeightFinding, ({ rollout, ofFleet }, found) => {
  const last = rollout.steps.at(-1);
  if (rollout.strategy !== "canary" || !last || last.weight === 100) return;
  found(ofFleet(`rollout/step/${last.name}/weight`), { step: last.name, weight: last.weight });
});
