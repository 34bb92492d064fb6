import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import type { Address } from "./expression.ts";
import type { FleetScope } from "./fleet-scope.ts";
import { logGroupName } from "./log-group-name.ts";
import { at, declare } from "./scope.ts";

/** The log group of a fleet, which outlives its instances and generations. */
export function declareLogGroup(scope: FleetScope): Address {
  const { fleet } = scope;
  return declare(at(scope, scope.id, `${scope.origin}/logs/keep`), CloudwatchLogGroup, {
    name: logGroupName(scope, fleet.name),
    retentionInDays: retentionDays(fleet.logs.keep),
    tags: scope.tags,
  });
}

/** The shortest retention that CloudWatch offers and that is no shorter than asked, in days. */
export function retentionDays(milliseconds: number): number {
  const days = Math.ceil(milliseconds / 86_400_000);
  return retentions.find((retention) => retention >= days) ?? longestRetention;
}

const longestRetention = 3653;
const retentions: readonly number[] = [
  1,
  3,
  5,
  7,
  14,
  30,
  60,
  90,
  120,
  150,
  180,
  365,
  400,
  545,
  731,
  1096,
  1827,
  2192,
  2557,
  2922,
  3288,
  longestRetention,
];
