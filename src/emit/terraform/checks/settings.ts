import { originOf } from "../../../plan/origins.ts";
import type { FleetCheck } from "../check-terraform.ts";
import { settingNotCarried, userDataTooLarge } from "../diagnostics.ts";
import { isEnvironmentName } from "../env-file.ts";
import { logGroupName } from "../log-group-name.ts";
import { fleetOrigin } from "../origin.ts";
import { fillHosts, storeSettingNames, userData, userDataLimit } from "../user-data.ts";

/**
 * What the wanted generation is given must travel to an instance: names that a shell takes, text that a file holds, and
 * not too much of it. What history has did travel once.
 */
export const checkSettings: FleetCheck = (context, fleet, report) => {
  const definition = fleet.generations[fleet.wanted];
  if (definition === undefined) return;
  const span = (part: string) => originOf(context.origins, `${fleetOrigin(context, fleet)}/${part}`);
  const taken = new Set(Object.keys(definition.stores ?? {}).flatMap(storeSettingNames));
  for (const [block, settings] of [
    ["config", definition.config],
    ["secrets", definition.secrets],
  ] as const) {
    for (const [name, value] of Object.entries(settings)) {
      const problem = taken.has(name) ? "has the name of a setting that a store gives" : problemWith(name, value);
      if (problem === null) continue;
      report(settingNotCarried, span(`${block}/${name}`), { fleet: fleet.name, name, problem });
    }
  }
  const script = userData(fleet.wanted, definition, logGroupName(context, fleet.name));
  const size = new TextEncoder().encode(fillHosts(script, () => longestHost)).length;
  if (size > userDataLimit) report(userDataTooLarge, span("config"), { fleet: fleet.name, size });
};

// What DNS allows.
const longestHost = "x".repeat(253);

function problemWith(name: string, value: string): string | null {
  if (!isEnvironmentName(name)) return "is not a name of letters, digits and _ that begins with no digit";
  if (value.includes("\0")) return "has a value with NUL in it, which ends every variable";
  if (/\p{Cs}/u.test(value)) return "has a value with half a surrogate pair in it, which is no character";
  return null;
}
