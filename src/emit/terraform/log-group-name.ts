import type { EnvironmentPlan, ProjectPlan } from "../../plan/model.ts";
import { identifier, joinNames } from "./names.ts";

/** `/immu/<project>/<environment>/<fleet>`: identifiers hold no slash, so no two fleets share a group. */
export function logGroupName(
  { project, environment }: { readonly project: ProjectPlan; readonly environment: EnvironmentPlan },
  fleet: string,
): string {
  return `/immu/${joinNames([project.name, environment.name, fleet].map(identifier), "/")}`;
}
