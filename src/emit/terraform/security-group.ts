import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { compareCodePoints } from "../../base/json.ts";
import type { FleetPlan } from "../../plan/model.ts";
import type { Balancer } from "./balancer.ts";
import { type Address, template, text } from "./expression.ts";
import { fleetPartName, fleetTags } from "./fleet-scope.ts";
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
  const egress = fleet.egress.map(({ name, to, port, protocol }) => {
    const rule = joinIdentifiers("fleet", id, identifier(name));
    return declare(scope, VpcSecurityGroupEgressRule, rule, `${origin}/egress/${name}`, {
      securityGroupId: template(`${group}.id`),
      ipProtocol: protocol,
      fromPort: port,
      toPort: port,
      tags,
      ...(to.includes(":") ? { cidrIpv6: text(to) } : { cidrIpv4: text(to) }),
    });
  });
  const stores = openWayToStores(scope, network, fleet, group);
  return { group, rules: [...traffic, ...egress, ...stores].sort(compareCodePoints) };
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
