import { compareCodePoints } from "../../base/json.ts";
import type { Tags } from "../../plan/model.ts";
import { originOf } from "../../plan/origins.ts";
import { fleetTagRefused } from "./diagnostics.ts";
import { fleetOrigin } from "./fleet-scope.ts";
import { environmentOrigin, type Scope } from "./scope.ts";

/** Reports tags of the environment and its fleets that are not the source's to set. */
export function checkTags(scope: Scope): void {
  const { environment } = scope;
  check(scope, environment.tags, `environment ${environment.name}`, environmentOrigin(scope));
  for (const fleet of Object.values(environment.fleets).sort((left, right) =>
    compareCodePoints(left.name, right.name),
  )) {
    check(scope, fleet.tags, `fleet ${fleet.name}`, fleetOrigin(scope, fleet));
  }
}

function check(scope: Scope, tags: Tags, owner: string, origin: string): void {
  for (const key of Object.keys(tags).sort(compareCodePoints)) {
    const reason = reasonAgainst(key);
    if (reason === null) continue;
    scope.report(fleetTagRefused, originOf(scope.origins, `${origin}/tags/${key}`), { owner, key, reason });
  }
}

function reasonAgainst(key: string): string | null {
  const lower = key.toLowerCase();
  if (lower.startsWith("immu:")) return "begins with immu:, which the compiler alone writes";
  if (lower.startsWith("aws:")) return "begins with aws:, which AWS keeps for itself";
  // CDKTF copies tags by assignment, which for this key sets a prototype and loses the tag.
  if (key === "__proto__") return "has a name that does not survive the way to Terraform";
  return null;
}
