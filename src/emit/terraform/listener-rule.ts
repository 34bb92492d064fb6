import { LbListenerRule, type LbListenerRuleActionForward } from "@cdktf/provider-aws/lib/lb-listener-rule/index.js";
import { LEGACY } from "../../plan/legacy.ts";
import type { FleetPlan, RoutePlan } from "../../plan/model.ts";
import { stickTime } from "../../rollout/times.ts";
import type { Overrides } from "./element.ts";
import { type Address, oneOf, template, text } from "./expression.ts";
import { countWhile, type FleetScope, type Front, type Generation } from "./fleet-scope.ts";
import { ruleConditions } from "./rule-conditions.ts";
import { at, declare } from "./scope.ts";

/** A generation and the target group that its instances are in. */
export interface Target {
  readonly generation: Generation;
  readonly targetGroup: Address;
}

/**
 * The rule that sends a fleet its traffic, by the weights in the fleet's variable. It exists while at least one
 * generation is attached: AWS takes no rule without a target group, and a rule that goes away goes before its groups.
 */
export function declareWeightedRule(
  scope: FleetScope,
  front: Front,
  targets: readonly Target[],
  /** Where `LEGACY` in the fleet's variable forwards to. */
  legacy: Address | null,
): Address {
  const { variable } = scope;
  const arns = targets.map(({ generation, targetGroup }) => `"${generation.key}" = ${oneOf(targetGroup, "arn")}`);
  if (legacy !== null) arns.push(`"${LEGACY}" = ${legacy}.arn`);
  // Dynamic blocks inside a list of blocks are beyond CDKTF's own dynamic blocks.
  const dynamic = {
    target_group: {
      for_each: template(
        `{ for key, arn in { ${arns.join(", ")} } : key => arn if try(${variable}[key].attached, false) }`,
      ),
      content: {
        arn: template("target_group.value"),
        weight: template(`${variable}[target_group.key].weight`),
      },
    },
  };
  const forward = { targetGroup: [], ...stickiness(scope.fleet) };
  return declareRule(scope, front, forward, { "action.0.forward.dynamic": dynamic });
}

/** The rule of a fleet that has one target group for all its generations. */
export function declareSingleRule(scope: FleetScope, front: Front, targetGroup: Address): Address {
  return declareRule(scope, front, { targetGroup: [{ arn: template(`${targetGroup}.arn`) }] }, {});
}

function declareRule(
  scope: FleetScope,
  front: Front,
  forward: LbListenerRuleActionForward,
  overrides: Overrides,
): Address {
  const config = {
    count: countWhile(`anytrue(values(${scope.variable})[*].attached)`),
    listenerArn: template(`${front.balancer.listener}.arn`),
    priority: front.route.priority,
    condition: conditions(front.route),
    action: [{ type: "forward", forward }],
    tags: scope.tags,
  };
  return declare(at(scope, scope.id, `${scope.origin}/http`), LbListenerRule, config, overrides);
}

function conditions(route: RoutePlan) {
  const { hosts, paths } = ruleConditions(route);
  return [
    ...(hosts.length > 0 ? [{ hostHeader: { values: hosts.map(text) } }] : []),
    ...(paths.length > 0 ? [{ pathPattern: { values: paths.map(text) } }] : []),
  ];
}

// AWS takes a sticky target group only in a rule that is sticky about its target groups too.
function stickiness(fleet: FleetPlan) {
  const longest = stickTime(fleet);
  return longest === 0 ? {} : { stickiness: { enabled: true as const, duration: Math.ceil(longest / 1000) } };
}
