import type { FleetPlan, GenerationDefinition } from "../../plan/model.ts";
import { originOf } from "../../plan/origins.ts";
import { settingNotCarried, userDataTooLarge } from "./diagnostics.ts";
import { isEnvironmentName } from "./env-file.ts";
import { fleetOrigin } from "./fleet-scope.ts";
import type { Scope } from "./scope.ts";
import { userDataLimit } from "./user-data.ts";

/** Reports what can't travel to an instance: names that no shell takes, text that no file holds, and too much of it. */
export function checkUserData(scope: Scope, fleet: FleetPlan, definition: GenerationDefinition, script: string): void {
  const span = (part: string) => originOf(scope.origins, `${fleetOrigin(scope, fleet)}/${part}`);
  for (const [block, settings] of [
    ["config", definition.config],
    ["secrets", definition.secrets],
  ] as const) {
    for (const [name, value] of Object.entries(settings)) {
      const problem = problemWith(name, value);
      if (problem === null) continue;
      scope.report(settingNotCarried, span(`${block}/${name}`), { fleet: fleet.name, name, problem });
    }
  }
  const size = new TextEncoder().encode(script).length;
  if (size > userDataLimit) scope.report(userDataTooLarge, span("config"), { fleet: fleet.name, size });
}

function problemWith(name: string, value: string): string | null {
  if (!isEnvironmentName(name)) return "is not a name of letters, digits and _ that begins with no digit";
  if (value.includes("\0")) return "has a value with NUL in it, which ends every variable";
  if (/\p{Cs}/u.test(value)) return "has a value with half a surrogate pair in it, which is no character";
  return null;
}
