import { DataAwsLbTargetGroup } from "@cdktf/provider-aws/lib/data-aws-lb-target-group/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import type { LegacyPlan } from "../../plan/model.ts";
import type { Balancer } from "./balancer.ts";
import { type Address, forEach, template, text } from "./expression.ts";
import type { FleetScope } from "./fleet-scope.ts";
import { joinIdentifiers } from "./names.ts";
import { networkRanges } from "./network.ts";
import { at, declare } from "./scope.ts";

/**
 * Looks up the target group that a fleet replaces, and lets the balancer out to it. Nothing else of the legacy side is
 * ours: its own firewall must let the balancer in.
 */
export function lookUpLegacy(scope: FleetScope, legacy: LegacyPlan, balancer: Balancer): Address {
  const { network } = scope;
  const id = joinIdentifiers(scope.id, "legacy");
  const origin = `${scope.origin}/legacy`;
  declare(at(scope, joinIdentifiers("balancer", "fleet", id), `${origin}/port`), VpcSecurityGroupEgressRule, {
    forEach: forEach(networkRanges(network)),
    securityGroupId: template(`${balancer.securityGroup}.id`),
    ipProtocol: "tcp",
    fromPort: legacy.port,
    toPort: legacy.port,
    cidrIpv4: template("each.value"),
    tags: scope.tags,
  });
  return declare(at(scope, id, `${origin}/target_group`), DataAwsLbTargetGroup, {
    arn: text(legacy.targetGroup),
    lifecycle: {
      postcondition: [
        {
          condition: template(`self.vpc_id == ${network.vpc}.id`),
          errorMessage: text(
            `The target group of legacy ${legacy.name} lies in another network than the balancer, which can't forward to it.`,
          ),
        },
      ],
    },
  });
}
