import { originOf } from "../../../plan/origins.ts";
import { rollingChangesHttp } from "../diagnostics.ts";
import { httpDigest } from "../http-digest.ts";
import { fleetOrigin } from "../origin.ts";
import type { FleetCheck } from "./fleet-check.ts";

/** Instances that are replaced in place share one target group. */
export const checkRollingHttp: FleetCheck = (context, fleet, report) => {
  if (fleet.rollout.strategy !== "rolling" || fleet.route === null) return;
  const settings = Object.values(fleet.generations).flatMap(({ http }) => (http === null ? [] : [httpDigest(http)]));
  if (new Set(settings).size <= 1) return;
  report(rollingChangesHttp, originOf(context.origins, `${fleetOrigin(context, fleet)}/http`), {
    fleet: fleet.name,
    rollout: fleet.rollout.name,
  });
};
