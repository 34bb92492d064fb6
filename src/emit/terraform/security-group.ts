import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { compareCodePoints } from "../../base/order.ts";
import { sortedEntries } from "../../base/record.ts";
import type { EgressPlan, GenerationDefinition } from "../../plan/model.ts";
import type { Balancer } from "./balancer.ts";
import { type Address, template, text } from "./expression.ts";
import { type FleetScope, fleetPartName } from "./fleet-scope.ts";
import { generationsFirstWanted } from "./generations-first-wanted.ts";
import { identifier, joinIdentifiers } from "./names.ts";
import { at, declare } from "./scope.ts";
import { openWayToStores } from "./stores.ts";

/** What launch templates need of a fleet's security group. */
export interface FleetSecurity {
  readonly group: Address;
  readonly rules: readonly Address[];
}

/** Who may talk to a fleet's instances (its balancer alone) and whom they may talk to (what `egress` names, their stores). */
export function declareSecurityGroup(scope: FleetScope): FleetSecurity {
  const { network, front, id, origin, tags } = scope;
  const group = declare(at(scope, joinIdentifiers("fleet", id), origin), SecurityGroup, {
    name: fleetPartName(scope, 255),
    description: "The balancer to its fleet; the fleet to what its egress names.",
    vpcId: template(`${network.vpc}.id`),
    tags,
  });
  const traffic = front === null ? [] : declareTraffic(scope, front.balancer, group);
  const egress = declareEgress(scope, group);
  const stores = openWayToStores(scope, group);
  return { group, rules: [...traffic, ...egress, ...stores].sort(compareCodePoints) };
}

// Where every generation that is kept may connect to. A rule is named by what it says, as AWS takes none twice: so it
// stays where it is while a generation comes that says the same in a block of another name.
function declareEgress(scope: FleetScope, group: Address): readonly Address[] {
  const rules = new Map<string, Address>();
  for (const [name, { to, port, protocol }] of generationsFirstWanted(scope.fleet).flatMap(egressOf)) {
    const rule = joinIdentifiers("fleet", scope.id, `${protocol}-${port}`, identifier(`to ${to}`));
    if (rules.has(rule)) continue;
    const address = declare(at(scope, rule, `${scope.origin}/egress/${name}`), VpcSecurityGroupEgressRule, {
      securityGroupId: template(`${group}.id`),
      ipProtocol: protocol,
      fromPort: port,
      toPort: port,
      tags: scope.tags,
      ...(to.includes(":") ? { cidrIpv6: text(to) } : { cidrIpv4: text(to) }),
    });
    rules.set(rule, address);
  }
  return [...rules.values()];
}

function egressOf({ egress = {} }: GenerationDefinition): readonly (readonly [string, EgressPlan])[] {
  return sortedEntries(egress);
}

// One pair of rules a port: while a generation with another port comes up, the old one is still served.
function declareTraffic(scope: FleetScope, balancer: Balancer, group: Address): readonly Address[] {
  const ports = scope.generations.flatMap(({ definition: { http } }) => (http === null ? [] : [http.port]));
  return [...new Set(ports)].flatMap((port) => {
    const rule = joinIdentifiers("fleet", scope.id, `${port}`);
    const origin = `${scope.origin}/http/port`;
    const range = { ipProtocol: "tcp", fromPort: port, toPort: port, tags: scope.tags };
    const ingress = declare(at(scope, rule, origin), VpcSecurityGroupIngressRule, {
      securityGroupId: template(`${group}.id`),
      referencedSecurityGroupId: template(`${balancer.securityGroup}.id`),
      ...range,
    });
    const egress = declare(at(scope, joinIdentifiers("balancer", rule), origin), VpcSecurityGroupEgressRule, {
      securityGroupId: template(`${balancer.securityGroup}.id`),
      referencedSecurityGroupId: template(`${group}.id`),
      ...range,
    });
    return [ingress, egress];
  });
}
