import type { EnvironmentPlan } from "../../plan/model.ts";
import { texts } from "./expression.ts";
import type { Scope } from "./scope.ts";

/**
 * Tags of everything in an environment. The provider puts them on all that it makes but groups, and on nothing that AWS
 * starts out of a launch template: those must name them.
 */
export function environmentTags({ project, environment }: Scope): Record<string, string> {
  const tags =
    known.get(environment) ??
    texts({
      ...project.tags,
      ...environment.tags,
      "immu:project": project.name,
      "immu:environment": environment.name,
    });
  known.set(environment, tags);
  return tags;
}

// Each generation of each fleet has them.
const known = new WeakMap<EnvironmentPlan, Record<string, string>>();
