import { originOf } from "../../../plan/origins.ts";
import { tooManyConditions } from "../diagnostics.ts";
import { fleetOrigin } from "../origin.ts";
import { mostConditionValues, ruleConditions } from "../rule-conditions.ts";
import type { FleetCheck } from "./fleet-check.ts";

/** One rule of a balancer must express where a fleet's traffic comes from. */
export const checkConditions: FleetCheck = (context, fleet, report) => {
  if (fleet.route === null) return;
  const { hosts, paths } = ruleConditions(fleet.route);
  if (hosts.length + paths.length <= mostConditionValues) return;
  report(tooManyConditions, originOf(context.origins, `${fleetOrigin(context, fleet)}/http/paths`), {
    fleet: fleet.name,
    hosts: hosts.length,
    paths: paths.length,
  });
};
