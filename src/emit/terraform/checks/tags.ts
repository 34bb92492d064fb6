import { compareCodePoints } from "../../../base/order.ts";
import { sortedValues } from "../../../base/record.ts";
import type { Report } from "../../../diagnostics/definition.ts";
import type { Tags } from "../../../plan/model.ts";
import { originOf } from "../../../plan/origins.ts";
import { fleetTagRefused } from "../diagnostics.ts";
import { environmentOrigin, fleetOrigin } from "../origin.ts";
import type { CheckContext } from "./fleet-check.ts";

/** No source sets tags that rollouts go by, or that AWS refuses. */
export function checkTags(context: CheckContext, report: Report): void {
  const { environment } = context;
  const check = (tags: Tags, owner: string, origin: string): void => {
    for (const key of Object.keys(tags).sort(compareCodePoints)) {
      const reason = reasonAgainst(key);
      if (reason === null) continue;
      report(fleetTagRefused, originOf(context.origins, `${origin}/tags/${key}`), { owner, key, reason });
    }
  };
  check(environment.tags, `environment ${environment.name}`, environmentOrigin(context));
  for (const fleet of sortedValues(environment.fleets)) {
    check(fleet.tags, `fleet ${fleet.name}`, fleetOrigin(context, fleet));
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
