import { byText } from "../../base/order.ts";
import { type Address, oneOf, template, text } from "./expression.ts";
import type { FleetScope } from "./fleet-scope.ts";

/** What a driver of rollouts reads of a fleet after an apply: templates, null where a thing is not there now. */
export interface FleetOutput {
  readonly log_group: string;
  readonly listener_rule?: string;
  /** What serves beside it and is not ours, and the firewall of the balancer that its own one must let in. */
  readonly legacy?: { readonly target_group: string; readonly security_group: string };
  /** A map by generation, of those that exist: that a later build knows one no more must change nothing. */
  readonly target_groups: string;
  readonly autoscaling_groups: string;
  /** By generation, then by abort rule. */
  readonly alarms: string;
}

/** A template: a map of the generations that the fleet's variable has now, from expressions by generation. */
export function presentGenerations({ variable }: FleetScope, expressions: Iterable<readonly [string, string]>): string {
  const entries = objectExpression(expressions);
  return template(`{ for key, value in ${entries} : key => value if contains(keys(${variable}), key) }`);
}

/** An expression: an object with these expressions, by names. */
function objectExpression(expressions: Iterable<readonly [string, string]>): string {
  const entries = [...expressions]
    .sort(byText(([name]) => name))
    .map(([name, expression]) => `${text(JSON.stringify(name))} = ${expression}`);
  return `{ ${entries.join(", ")} }`;
}

/** An expression: the names of alarms in AWS, by abort rule. */
export function alarmNames(alarms: ReadonlyMap<string, Address>): string {
  return objectExpression([...alarms].map(([name, address]) => [name, oneOf(address, "alarm_name")] as const));
}
