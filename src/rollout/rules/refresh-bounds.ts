import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { refreshSample } from "../samples.ts";
import { percentLiteral } from "../text.ts";

export const refreshBoundsFinding = defineDiagnostic<{ low: number; high: number }>({
  code: "IMMU6017",
  level: "error",
  title: "Refresh bounds too far apart",
  message: ({ low, high }) =>
    `\`min_healthy\` ${percentLiteral(low)} and \`max_healthy\` ${percentLiteral(high)} are ${percentLiteral(high - low)} apart; an instance refresh takes at most 100%`,
  help: ({ low, high }) =>
    `raise \`min_healthy\` to ${percentLiteral(high - 100)}, or lower \`max_healthy\` to ${percentLiteral(low + 100)}`,
  explanation:
    "An instance refresh keeps `min_healthy` of a group in service and lets it grow to `max_healthy` meanwhile. AWS takes 0% to 100% and 100% to 200%, and at most 100% between them.",
  get samples() {
    return {
      failing: refreshSample("min_healthy = 50%  max_healthy = 200%"),
      passing: refreshSample("min_healthy = 100%  max_healthy = 200%"),
    };
  },
});

export const refreshBounds = rolloutRule(refreshBoundsFinding, ({ rollout, ofFleet }, found) => {
  const { minHealthy: low, maxHealthy: high } = rollout.refresh;
  if (rollout.strategy !== "rolling" || high - low <= 100) return;
  const related = [{ place: ofFleet("rollout/refresh/min_healthy"), message: "the lower bound" }];
  found(ofFleet("rollout/refresh/max_healthy"), { low, high }, { related });
});
