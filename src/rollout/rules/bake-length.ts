import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { canarySample } from "../samples.ts";
import { durationLiteral } from "../text.ts";
import { METRIC_LAG } from "../times.ts";

export const bakeLengthFinding = defineDiagnostic<{
  where: string;
  bake: number;
  alarm: string;
  needs: number;
  window: string;
  warmup: number;
}>({
  code: "IMMU6007",
  level: "error",
  title: "Bake shorter than its alarms need",
  message: ({ where, bake, alarm, needs }) =>
    `${where} bakes for ${durationLiteral(bake)}, but abort rule \`${alarm}\` can't judge before ${durationLiteral(needs)}`,
  help: ({ needs, window, warmup }) =>
    `bake for ${durationLiteral(needs)} or longer: ${window} of the alarm + ${durationLiteral(warmup)} warm-up + ${durationLiteral(METRIC_LAG)} until metrics arrive`,
  explanation:
    "An alarm sees trouble only after its periods have passed with the new weight in force, counted from when the instances are warm, and metrics reach CloudWatch up to two minutes late. A bake that ends before passes whatever happens.",
  get samples() {
    return {
      failing: canarySample(
        "step some { weight = 10%  bake = 3m }\n  step half { weight = 50%  bake = 15m }\n  step all { weight = 100%  bake = 15m }",
      ),
      passing: canarySample(
        "step some { weight = 10%  bake = 6m }\n  step half { weight = 50%  bake = 15m }\n  step all { weight = 100%  bake = 15m }",
      ),
    };
  },
});

export const bakeLength = rolloutRule(bakeLengthFinding, ({ rollout, ofFleet }, found) => {
  const [slowest] = [...rollout.aborts].sort((left, right) => right.every * right.of - left.every * left.of);
  if (!slowest) return;
  const needs = slowest.every * slowest.of + rollout.warmup + METRIC_LAG;
  const bakes =
    rollout.strategy === "canary"
      ? rollout.steps.map(({ name, bake }) => ({
          where: `step \`${name}\``,
          bake,
          field: `rollout/step/${name}/bake`,
        }))
      : [{ where: `rollout \`${rollout.name}\``, bake: rollout.bake, field: "rollout/bake" }];
  for (const { where, bake, field } of bakes) {
    if (bake >= needs) continue;
    const window = `${slowest.of} × ${durationLiteral(slowest.every)}`;
    const place = ofFleet(field);
    found(
      place,
      { where, bake, alarm: slowest.name, needs, window, warmup: rollout.warmup },
      {
        related: [{ place: ofFleet(`rollout/abort/${slowest.name}`), message: "the abort rule" }],
        fix: { title: `Bake for ${durationLiteral(needs)}`, place, text: durationLiteral(needs) },
      },
    );
  }
});
