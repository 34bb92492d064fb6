import { plural } from "../../base/wording.ts";
import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { peakInstances } from "../capacity.ts";
import { rolloutRule } from "../rule.ts";
import { refreshSample } from "../samples.ts";
import { atLeastShare } from "../share.ts";
import { percentLiteral } from "../text.ts";

export const checkpointInstancesFinding = defineDiagnostic<{
  instances: number;
  /** Those that reach one count of instances, for each count that several reach. */
  together: readonly (readonly number[])[];
  /** Those that reach different counts of instances. */
  apart: readonly number[];
}>({
  code: "IMMU6019",
  level: "error",
  title: "Checkpoint that adds no instance",
  message: ({ instances, together }) =>
    `with ${plural(instances, "instance")}, checkpoints ${together.map(listed).join(" and ")} are reached together: no instance is replaced between them`,
  help: ({ apart }) =>
    `write \`refresh { checkpoints = [${apart.map(percentLiteral).join(", ")}] }\` in the rollout or in one that extends it, or let the fleet be larger`,
  explanation:
    "A checkpoint is reached when at least that share of the instances is new, which rounds up to whole instances. Two checkpoints that round to the same count stop twice at the same place, so the later one watches nothing that the earlier did not. The fleet's smallest size counts.",
  get samples() {
    return {
      failing: refreshSample("checkpoints = [20%, 50%, 100%]", "2..4"),
      passing: refreshSample("checkpoints = [50%, 100%]", "2..4"),
    };
  },
});

export const checkpointInstances = rolloutRule(checkpointInstancesFinding, ({ rollout, fleet, ofFleet }, found) => {
  if (rollout.strategy !== "rolling") return;
  const instances = fleet.scale === null ? peakInstances(fleet) : fleet.size.min;
  const { checkpoints } = rollout.refresh;
  const rises = checkpoints.every((share, index) => share > (checkpoints[index - 1] ?? 0));
  if (instances === 0 || !rises) return;
  const counts = [...new Set(checkpoints.map((share) => atLeastShare(share, instances)))];
  const groups = counts.map((count) => checkpoints.filter((share) => atLeastShare(share, instances) === count));
  const together = groups.filter((shares) => shares.length > 1);
  if (together.length === 0) return;
  const apart = groups.flatMap((shares) => shares.slice(-1));
  const related = [{ place: ofFleet("size"), message: "the size" }];
  found(ofFleet("rollout/refresh/checkpoints"), { instances, together, apart }, { related });
});

function listed(shares: readonly number[]): string {
  return shares.map(percentLiteral).join(", ");
}
