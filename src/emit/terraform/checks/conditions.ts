import { originOf } from "../../../plan/origins.ts";
import { conditionTooLong, tooManyConditions, tooManyWildcards } from "../diagnostics.ts";
import { fleetOrigin } from "../origin.ts";
import {
  longestConditionValue,
  longestHealthPath,
  mostConditionValues,
  mostWildcards,
  ruleConditions,
} from "../rule-conditions.ts";
import type { FleetCheck } from "./fleet-check.ts";

/** One rule of a balancer must express where a fleet's traffic comes from. */
export const checkConditions: FleetCheck = (context, fleet, report) => {
  if (fleet.route === null) return;
  const { hosts, paths } = ruleConditions(fleet.route);
  const span = (field: string) => originOf(context.origins, `${fleetOrigin(context, fleet)}/http/${field}`);
  if (hosts.length + paths.length > mostConditionValues)
    report(tooManyConditions, span("paths"), { fleet: fleet.name, hosts: hosts.length, paths: paths.length });
  for (const [field, values] of [
    ["hosts", hosts],
    ["paths", paths],
  ] as const) {
    for (const value of values.filter(({ length }) => length > longestConditionValue))
      report(conditionTooLong, span(field), { fleet: fleet.name, field, length: value.length });
  }
  const health = fleet.generations[fleet.wanted]?.http?.health ?? "";
  if (health.length > longestHealthPath)
    report(conditionTooLong, span("health"), { fleet: fleet.name, field: "health", length: health.length });
  const wildcards = [...hosts, ...paths].join("").replace(/[^*?]/g, "").length;
  if (wildcards > mostWildcards) report(tooManyWildcards, span("paths"), { fleet: fleet.name, wildcards });
};
