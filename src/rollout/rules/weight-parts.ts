import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { canarySample } from "../samples.ts";
import { LARGEST_WEIGHT, nearestParts, weightTotal } from "../share.ts";
import { percentLiteral } from "../text.ts";

export const weightPartsFinding = defineDiagnostic<{ step: string; weight: number; near: number; alone: boolean }>({
  code: "IMMU6005",
  level: "error",
  title: "Weights that a listener can't express",
  message: ({ step, weight, alone }) =>
    `${percentLiteral(weight)} of step \`${step}\` can't be expressed${alone ? "" : " together with the steps before it"}: a listener takes whole weights of at most ${LARGEST_WEIGHT}`,
  help: ({ near }) =>
    `use ${percentLiteral(near)}; whole percents, halves, fifths and quarters of one can be expressed, each in steps of its own kind`,
  explanation:
    "A listener splits traffic by whole numbers from 0 to 999. The compiler counts all steps of a rollout in the same parts, as few as they need: 100 for whole percents, 200 with halves, 400 with quarters, 500 with fifths. Shares that need more than 999 parts, such as 0.1%, would have to be rounded, and then the step would not be the one that was asked for.",
  get samples() {
    return {
      failing: canarySample(
        "step tiny { weight = 0.1%  bake = 15m }\n  step half { weight = 50%  bake = 15m }\n  step all { weight = 100%  bake = 15m }",
      ),
      passing: canarySample(
        "step tiny { weight = 0.2%  bake = 15m }\n  step half { weight = 50%  bake = 15m }\n  step all { weight = 100%  bake = 15m }",
      ),
    };
  },
});

export const weightParts = rolloutRule(weightPartsFinding, ({ rollout, ofFleet }, found) => {
  if (rollout.strategy !== "canary") return;
  const fine: number[] = [];
  for (const { name, weight } of rollout.steps) {
    if (weightTotal([...fine, weight]) !== null) {
      fine.push(weight);
      continue;
    }
    const near = nearestShare(weight, fine);
    found(ofFleet(`rollout/step/${name}/weight`), {
      step: name,
      weight,
      near,
      alone: weightTotal([weight]) === null,
    });
  }
});

// The nearest share that goes with the steps which can be expressed, in parts that make round percents.
function nearestShare(weight: number, others: readonly number[]): number {
  const shares = [100, 200, 400, 500, 800]
    .map((total) => (100 * Math.max(1, nearestParts(weight, total))) / total)
    .filter((share) => weightTotal([...others, share]) !== null);
  return shares.reduce((best, share) => (Math.abs(share - weight) < Math.abs(best - weight) ? share : best), 100);
}
