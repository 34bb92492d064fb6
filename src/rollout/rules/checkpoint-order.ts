import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { refreshSample } from "../samples.ts";
import { percentLiteral } from "../text.ts";

export const checkpointOrderFinding = defineDiagnostic<{ checkpoints: readonly number[]; sound: readonly number[] }>({
  code: "IMMU6018",
  level: "error",
  title: "Checkpoints out of order",
  message: ({ checkpoints }) => `checkpoints ${list(checkpoints)} must rise, each above 0%, and end with 100%`,
  help: ({ sound }) => `write \`${list(sound)}\``,
  explanation:
    "An instance refresh stops at each checkpoint once that share of the group is new. The shares are unique and rise; the last is 100%, or part of the group would never be replaced.",
  get samples() {
    return {
      failing: refreshSample("checkpoints = [50%, 20%]"),
      passing: refreshSample("checkpoints = [20%, 50%, 100%]"),
    };
  },
});

export const checkpointOrder = rolloutRule(checkpointOrderFinding, ({ rollout, ofFleet }, found) => {
  const { checkpoints } = rollout.refresh;
  if (rollout.strategy !== "rolling") return;
  const rising = checkpoints.every((share, index) => share > (checkpoints[index - 1] ?? 0));
  if (rising && checkpoints.at(-1) === 100) return;
  const between = checkpoints.filter((share) => share > 0 && share < 100);
  const sound = [...new Set([...between, 100])].sort((left, right) => left - right);
  const place = ofFleet("rollout/refresh/checkpoints");
  found(place, { checkpoints, sound }, { fix: { title: "Put the checkpoints in order", place, text: list(sound) } });
});

function list(shares: readonly number[]): string {
  return `[${shares.map(percentLiteral).join(", ")}]`;
}
