import { compareCodePoints } from "../../base/order.ts";
import { limitedTo } from "../../plan/limited-to.ts";
import type { Plan } from "../../plan/model.ts";
import { suggest } from "../../semantics/suggest.ts";
import { UsageError } from "../usage-error.ts";

/** The plan with one environment alone, or the whole plan where none is named. */
export function onlyEnvironment(plan: Plan, name: string | undefined): Plan {
  if (name === undefined || Object.hasOwn(plan.environments, name)) return limitedTo(plan, name);
  const known = Object.keys(plan.environments).sort(compareCodePoints);
  const near = suggest(name, known);
  const advice = near === null ? `It has ${known.join(", ") || "none"}.` : `Did you mean ${near}?`;
  throw new UsageError(`--env ${name}: project ${plan.project.name} has no environment ${name}\n  ${advice}`);
}
