import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { compareCodePoints } from "../../base/json.ts";
import { sortedEntries } from "../../base/record.ts";
import type { EgressPlan, FleetPlan, GenerationDefinition } from "../../plan/model.ts";
import type { Balancer } from "./balancer.ts";
import { type Address, template, text } from "./expression.ts";
import { fleetPartName, fleetTags } from "./fleet-scope.ts";
import { generationsFirstWanted } from "./generations-first-wanted.ts";
import { identifier, joinIdentifiers } from "./names.ts";
import type { Network } from "./network.ts";
import { fleetOrigin } from "./origin.ts";
import { declare, type Scope } from "./scope.ts";
import { openWayToStores } from "./stores.ts";

/** What launch templates need of a fleet's security group. */
export interface FleetSecurity {
  readonly group: Address;
  readonly rules: readonly Address[];
}

/** Who may talk to a fleet's instances (its balancer alone) and whom they may talk to (what `egress` names, their stores). */
export function declareSecurityGroup(
  scope: Scope,
  network: Network,
  fleet: FleetPlan,
  balancer: Balancer | null,
): FleetSecurity {
  const id = identifier(fleet.name);
  const origin = fleetOrigin(scope, fleet);
  const tags = fleetTags(fleet);
  const group = declare(scope, SecurityGroup, joinIdentifiers("fleet", id), origin, {
    name: fleetPartName(scope, fleet, 255),
    description: "The balancer to its fleet; the fleet to what its egress names.",
    vpcId: template(`${network.vpc}.id`),
    tags,
  });
  const traffic = balancer === null ? [] : declareTraffic(scope, fleet, balancer, group);
  const egress = declareEgress(scope, fleet, group);
  const stores = openWayToStores(scope, network, fleet, group);
  return { group, rules: [...traffic, ...egress, ...stores].sort(compareCodePoints) };
}

// Where every generation that is kept may connect to. A rule is named by what it says, as AWS takes none twice: so it
// stays where it is while a generation comes that says the same in a block of another name.
function declareEgress(scope: Scope, fleet: FleetPlan, group: Address): readonly Address[] {
  const rules = new Map<string, Address>();
  for (const [name, { to, port, protocol }] of generationsFirstWanted(fleet).flatMap(egressOf)) {
    const rule = joinIdentifiers("fleet", identifier(fleet.name), `${protocol}-${port}`, identifier(`to ${to}`));
    if (rules.has(rule)) continue;
    const address = declare(scope, VpcSecurityGroupEgressRule, rule, `${fleetOrigin(scope, fleet)}/egress/${name}`, {
      securityGroupId: template(`${group}.id`),
      ipProtocol: protocol,
      fromPort: port,
      toPort: port,
      tags: fleetTags(fleet),
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
function declareTraffic(scope: Scope, fleet: FleetPlan, balancer: Balancer, group: Address): readonly Address[] {
  const ports = Object.values(fleet.generations).flatMap(({ http }) => (http === null ? [] : [http.port]));
  return [...new Set(ports)].flatMap((port) => {
    const rule = joinIdentifiers("fleet", identifier(fleet.name), `${port}`);
    const origin = `${fleetOrigin(scope, fleet)}/http/port`;
    const tags = fleetTags(fleet);
    const range = { ipProtocol: "tcp", fromPort: port, toPort: port, tags };
    const ingress = declare(scope, VpcSecurityGroupIngressRule, rule, origin, {
      securityGroupId: template(`${group}.id`),
      referencedSecurityGroupId: template(`${balancer.securityGroup}.id`),
      ...range,
    });
    const egress = declare(scope, VpcSecurityGroupEgressRule, joinIdentifiers("balancer", rule), origin, {
      securityGroupId: template(`${balancer.securityGroup}.id`),
      referencedSecurityGroupId: template(`${group}.id`),
      ...range,
    });
    return [ingress, egress];
  });
}
