import { compareCodePoints } from "../base/order.ts";
import type { EnvironmentPlan } from "./model.ts";

/** Environments in the order in which a release comes to them; those side by side go by name. */
export function inPromotionOrder(environments: Readonly<Record<string, EnvironmentPlan>>): readonly EnvironmentPlan[] {
  const depth = (environment: EnvironmentPlan): number => {
    const before = environment.after === null ? undefined : environments[environment.after];
    return before === undefined ? 0 : depth(before) + 1;
  };
  return Object.values(environments)
    .map((environment) => ({ environment, depth: depth(environment) }))
    .sort((one, other) => one.depth - other.depth || compareCodePoints(one.environment.name, other.environment.name))
    .map(({ environment }) => environment);
}
