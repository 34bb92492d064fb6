import { sortedValues } from "../../base/record.ts";
import type { Report } from "../../diagnostics/definition.ts";
import type { Plan } from "../../plan/model.ts";
import type { Origins } from "../../plan/origins.ts";
import { checkConditions } from "./checks/conditions.ts";
import type { CheckContext, FleetCheck } from "./checks/fleet-check.ts";
import { checkQuotas } from "./checks/quotas.ts";
import { checkRolePolicy } from "./checks/role-policy.ts";
import { checkRollingHttp } from "./checks/rolling-http.ts";
import { checkSettings } from "./checks/settings.ts";
import { checkTags } from "./checks/tags.ts";

/**
 * Reports what of a Plan no stack can express. Apart from the emission, so that a check of a project needs none of the
 * libraries that write one.
 */
export function checkTerraform(plan: Plan, origins: Origins, report: Report): void {
  for (const environment of sortedValues(plan.environments)) {
    const context: CheckContext = { project: plan.project, environment, origins };
    checkTags(context, report);
    checkQuotas(context, report);
    for (const fleet of sortedValues(environment.fleets)) {
      for (const check of fleetChecks) check(context, fleet, report);
    }
  }
}

const fleetChecks: readonly FleetCheck[] = [checkSettings, checkRolePolicy, checkConditions, checkRollingHttp];
