import { plural } from "../../base/wording.ts";
import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { peakInstances } from "../capacity.ts";
import { rolloutRule } from "../rule.ts";
import { refreshSample } from "../samples.ts";
import { atLeastShare } from "../share.ts";
import { percentLiteral } from "../text.ts";

export const checkpointInstancesFinding = defineDiagnostic<{
  share: number;
  before: number;
  instances: number;
  /** Those that reach different counts of instances. */
  apart: readonly number[];
}>({
  code: "IMMU6019",
  level: "error",
  title: "Checkpoint that adds no instance",
  message: ({ share, before, instances }) =>
    `with ${plural(instances, "instance")}, checkpoint ${percentLiteral(share)} is reached together with ${percentLiteral(before)}: no instance is replaced between them`,
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
  const apart = checkpoints.filter((share, index) => {
    const next = checkpoints[index + 1];
    return next === undefined || atLeastShare(share, instances) < atLeastShare(next, instances);
  });
  checkpoints.slice(1).forEach((share, index) => {
    const before = checkpoints[index] ?? 0;
    if (share <= before || instances === 0) return;
    if (atLeastShare(share, instances) > atLeastShare(before, instances)) return;
    const related = [{ place: ofFleet("size"), message: "the size" }];
    found(ofFleet("rollout/refresh/checkpoints"), { share, before, instances, apart }, { related });
  });
});
