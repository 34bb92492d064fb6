import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { canarySample } from "../samples.ts";
import { percentLiteral } from "../text.ts";

export const firstWeightFinding = defineDiagnostic<{ step: string; weight: number; most: number }>({
  code: "IMMU6003",
  level: "error",
  title: "First step too large",
  message: ({ step, weight, most }) =>
    `step \`${step}\` starts with ${percentLiteral(weight)}; a first step may give at most ${percentLiteral(most)} here`,
  help: ({ most }) =>
    `start with ${percentLiteral(most)} or less, or raise \`first_weight\` in the environment's \`limits\``,
  explanation:
    "The first step is the one at which a broken release meets its first visitors, so `limits.first_weight` of an environment says how many may meet it: 10% where nothing is said.",
  get samples() {
    return {
      failing: canarySample("step half { weight = 50%  bake = 15m }\n  step all { weight = 100%  bake = 15m }"),
      passing: canarySample(
        "step half { weight = 50%  bake = 15m }\n  step all { weight = 100%  bake = 15m }",
        "limits { first_weight = 50% }",
      ),
    };
  },
});

export const firstWeight = rolloutRule(
  firstWeightFinding,
  ({ rollout, environment, ofFleet, ofEnvironment }, found) => {
    const [first] = rollout.steps;
    const most = environment.limits.firstWeight;
    if (rollout.strategy !== "canary" || !first || first.weight <= most) return;
    const place = ofFleet(`rollout/step/${first.name}/weight`);
    const related = [{ place: ofEnvironment("limits/first_weight"), message: "the limit" }];
    found(place, { step: first.name, weight: first.weight, most }, { related });
  },
);
