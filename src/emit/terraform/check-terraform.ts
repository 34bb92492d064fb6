import { compareCodePoints } from "../../base/json.ts";
import { collectInto, type Report } from "../../diagnostics/definition.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { EnvironmentPlan, FleetPlan, Plan, ProjectPlan } from "../../plan/model.ts";
import type { Origins } from "../../plan/origins.ts";
import { checkConditions } from "./checks/conditions.ts";
import { checkRollingHttp } from "./checks/rolling-http.ts";
import { checkSettings } from "./checks/settings.ts";
import { checkTags } from "./checks/tags.ts";

/** What a check looks at. */
export interface CheckContext {
  readonly project: ProjectPlan;
  readonly environment: EnvironmentPlan;
  readonly origins: Origins;
}

/** One thing that no stack can express. */
export type FleetCheck = (context: CheckContext, fleet: FleetPlan, report: Report) => void;

/**
 * What of a Plan no stack can express. Apart from the emission, so that a check of a project needs none of the libraries
 * that write one.
 */
export function checkTerraform(plan: Plan, origins: Origins): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const report = collectInto(diagnostics);
  for (const environment of byName(plan.environments)) {
    const context: CheckContext = { project: plan.project, environment, origins };
    checkTags(context, report);
    for (const fleet of byName(environment.fleets)) {
      for (const check of fleetChecks) check(context, fleet, report);
    }
  }
  return diagnostics;
}

const fleetChecks: readonly FleetCheck[] = [checkSettings, checkConditions, checkRollingHttp];

function byName<T extends { readonly name: string }>(items: Readonly<Record<string, T>>): readonly T[] {
  return Object.values(items).sort((left, right) => compareCodePoints(left.name, right.name));
}
