import type { GenerationDefinition } from "../../../plan/model.ts";
import { originOf } from "../../../plan/origins.ts";
import { isVariableName } from "../../variable-name.ts";
import { settingNotCarried, userDataTooLarge } from "../diagnostics.ts";
import { logGroupName } from "../log-group-name.ts";
import { fleetOrigin } from "../origin.ts";
import { fillHosts, storeSettingNames, userData, userDataLimit } from "../user-data.ts";
import type { FleetCheck } from "./fleet-check.ts";

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
  const logGroup = logGroupName(context, fleet.name);
  if (surelyFits(definition, logGroup)) return;
  const script = userData(fleet.wanted, definition, logGroup);
  const size = new TextEncoder().encode(fillHosts(script, () => longestHost)).length;
  if (size > userDataLimit) report(userDataTooLarge, span("config"), { fleet: fleet.name, size });
};

// Writing the script to measure it takes longer than all other checks of a fleet together.
function surelyFits(definition: GenerationDefinition, logGroup: string): boolean {
  const { config, secrets, logFiles, stores = {}, fleet, environment } = definition;
  if (Object.keys(stores).length > 0) return false;
  const settings = [...Object.entries(config).flat(), ...Object.entries(secrets).flat()];
  const texts = [fleet, environment, logGroup, ...settings, ...logFiles.flatMap((path) => [path, path, logGroup])];
  const most = texts.reduce((sum, text) => sum + text.length * mostBytesPerUnit + overhead, 0);
  return most < userDataLimit / 2;
}

// A unit of UTF-16 takes no more once it is escaped for the file it stands in and for YAML.
const mostBytesPerUnit = 8;
// What stands around a setting or a file's name; what every script has takes less than the other half.
const overhead = 160;

// What DNS allows.
const longestHost = "x".repeat(253);

function problemWith(name: string, value: string): string | null {
  if (!isVariableName(name)) return "is not a name of letters, digits and _ that begins with no digit";
  if (value.includes("\0")) return "has a value with NUL in it, which ends every variable";
  if (/\p{Cs}/u.test(value)) return "has a value with half a surrogate pair in it, which is no character";
  return null;
}
