import type { RoutePlan } from "../../plan/model.ts";

/** AWS takes at most this many values in the conditions of a rule, hosts and paths together. */
export const mostConditionValues = 5;

/** The most characters of a host or path in a condition. */
export const longestConditionValue = 128;

/** The most characters of the path that a target group asks for its instances' health. */
export const longestHealthPath = 1024;

/** AWS takes at most this many `*` and `?` in the conditions of a rule. */
export const mostWildcards = 6;

/** What a rule asks of a request. Where hosts are named, the path pattern that matches all of them says nothing. */
export function ruleConditions(route: RoutePlan): {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
} {
  const everyPath = route.paths.length === 1 && route.paths[0] === "/*";
  return { hosts: route.hosts, paths: everyPath && route.hosts.length > 0 ? [] : route.paths };
}
