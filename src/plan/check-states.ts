import { byText } from "../base/order.ts";
import { stateLocal } from "../diagnostics/codes/state-local.ts";
import { stateShared } from "../diagnostics/codes/state-shared.ts";
import type { Lowering } from "./lower/lowering.ts";
import type { EnvironmentPlan } from "./model.ts";
import { originOf } from "./origins.ts";

/**
 * Where Terraform's state lies: no two environments in one place, and one that releases are promoted to not in a folder
 * of whoever applies it.
 */
export function checkStates(lowering: Lowering, environments: readonly EnvironmentPlan[]): void {
  const owners = new Map<string, EnvironmentPlan>();
  for (const environment of [...environments].sort(byText(({ name }) => name))) {
    const { name, state, after } = environment;
    const path = `environments/${name}`;
    if (state === null) {
      if (after !== null)
        lowering.evaluation.report(stateLocal, originOf(lowering.origins, path), { environment: name });
      continue;
    }
    const place = `${state.bucket}/${state.key}`;
    const owner = owners.get(place);
    if (!owner) owners.set(place, environment);
    else {
      const related = [
        { span: originOf(lowering.origins, `environments/${owner.name}/state/key`), message: "the other one" },
      ];
      const values = { environment: name, other: owner.name, place };
      lowering.evaluation.report(stateShared, originOf(lowering.origins, `${path}/state/key`), values, { related });
    }
  }
}
