import { distance } from "fastest-levenshtein";
import { compareCodePoints } from "../../base/json.ts";
import type { Plan } from "../../plan/model.ts";
import { UsageError } from "../usage-error.ts";

/** The plan with one environment alone, or the whole plan where none is named. */
export function onlyEnvironment(plan: Plan, name: string | undefined): Plan {
  if (name === undefined) return plan;
  const environment = Object.hasOwn(plan.environments, name) ? plan.environments[name] : undefined;
  if (environment !== undefined) return { ...plan, environments: { [name]: environment } };
  const known = Object.keys(plan.environments).sort(compareCodePoints);
  const near = known.find((candidate) => distance(candidate, name) <= Math.max(1, Math.floor(name.length / 3)));
  const advice = near === undefined ? `It has ${known.join(", ") || "none"}.` : `Did you mean ${near}?`;
  throw new UsageError(`--env ${name}: project ${plan.project.name} has no environment ${name}\n  ${advice}`);
}
