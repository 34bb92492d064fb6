import { lookup } from "../base/record.ts";
import type { Plan } from "./model.ts";

/** The plan with one environment alone, with none where it has no such, or the whole plan where no name is given. */
export function limitedTo(plan: Plan, name: string | undefined): Plan {
  if (name === undefined) return plan;
  const environment = lookup(plan.environments, name);
  return { ...plan, environments: environment === undefined ? {} : { [name]: environment } };
}
