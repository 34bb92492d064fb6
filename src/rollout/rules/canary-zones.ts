import { plural } from "../../base/wording.ts";
import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { peakInstances } from "../capacity.ts";
import { movesTraffic } from "../moves-traffic.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const canaryZonesFinding = defineDiagnostic<{ fleet: string; instances: number; max: number; zones: number }>({
  code: "IMMU6028",
  level: "error",
  title: "New generation that misses a zone",
  message: ({ fleet, instances, zones }) =>
    `a new generation of fleet \`${fleet}\` starts with ${plural(instances, "instance")} for ${zones} zones: at least one zone is never tried`,
  // A larger share of too few is too few.
  help: ({ max, zones }) =>
    max < zones ? `let \`size\` reach ${zones}` : `raise \`load.peak\`, or let \`size\` begin at ${zones}`,
  explanation:
    "A new generation has to prove itself in every zone that it will serve, and a zone without a healthy target can't take its share. It is created with the instances that the peak needs, so the peak must need one a zone.",
  get samples() {
    return {
      failing: sampleProject({ size: "1..1", scale: "" }),
      passing: sampleProject({ size: "2..2", scale: "" }),
    };
  },
});

export const canaryZones = rolloutRule(canaryZonesFinding, ({ fleet, environment, ofFleet }, found) => {
  if (!movesTraffic(fleet.rollout.strategy)) return;
  const instances = peakInstances(fleet);
  const { zones } = environment.network;
  if (instances < zones) found(ofFleet("size"), { fleet: fleet.name, instances, max: fleet.size.max, zones });
});
