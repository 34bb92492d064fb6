import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { type RolloutContext, rolloutRule } from "../rule.ts";
import { refreshSample } from "../samples.ts";
import { percentLiteral } from "../text.ts";

export const refreshWholeFinding = defineDiagnostic<{ field: string; share: number; text: string }>({
  code: "IMMU6125",
  level: "error",
  title: "Refresh in parts of a percent",
  message: ({ field, share }) => `\`${field}\` has ${percentLiteral(share)}; an instance refresh takes whole percents`,
  help: ({ text }) => `write \`${text}\``,
  explanation:
    "AWS takes the bounds and the checkpoints of an instance refresh as whole percents. The compiler does not round them by itself: which way is right depends on what is meant.",
  get samples() {
    return {
      failing: refreshSample("min_healthy = 99.5%"),
      passing: refreshSample("min_healthy = 99%"),
    };
  },
});

export const refreshWhole = rolloutRule(refreshWholeFinding, ({ rollout, ofFleet }, found) => {
  if (rollout.strategy !== "rolling") return;
  for (const { field, shares, text } of fieldsOf(rollout)) {
    const share = shares.find((each) => !Number.isInteger(each));
    if (share === undefined) continue;
    const place = ofFleet(`rollout/refresh/${field}`);
    found(place, { field, share, text }, { fix: { title: "Write whole percents", place, text } });
  }
});

// Rounded to what keeps more instances in service, and no more of them at once.
function fieldsOf({ refresh }: RolloutContext["rollout"]) {
  const { minHealthy, maxHealthy, checkpoints } = refresh;
  const whole = [...new Set(checkpoints.map(Math.round))];
  return [
    { field: "min_healthy", shares: [minHealthy], text: percentLiteral(Math.ceil(minHealthy)) },
    { field: "max_healthy", shares: [maxHealthy], text: percentLiteral(Math.floor(maxHealthy)) },
    { field: "checkpoints", shares: checkpoints, text: `[${whole.map(percentLiteral).join(", ")}]` },
  ];
}
