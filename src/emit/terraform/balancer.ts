import { Lb } from "@cdktf/provider-aws/lib/lb/index.js";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener/index.js";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { distinctTexts } from "../../base/order.ts";
import type { BalancerPlan } from "../../plan/model.ts";
import { declareAccessLogs } from "./access-logs.ts";
import { type Address, dependency, forEach, template, text } from "./expression.ts";
import { awsName, identifier, joinIdentifiers } from "./names.ts";
import { type Network, networkRanges } from "./network.ts";
import { environmentOrigin } from "./origin.ts";
import { at, declare, digestOf, readableOf, type Scope } from "./scope.ts";

/** What fleets need of a balancer. */
export interface Balancer {
  readonly plan: BalancerPlan;
  readonly address: Address;
  readonly listener: Address;
  readonly securityGroup: Address;
}

/** An application load balancer: HTTPS with a fixed 404 until rules match, a redirect from HTTP, access logs. */
export function declareBalancer(scope: Scope, network: Network, plan: BalancerPlan): Balancer {
  const id = identifier(plan.name);
  const origin = `${environmentOrigin(scope)}/balancers/${plan.name}`;
  const securityGroup = declareSecurityGroup(scope, network, plan, origin);
  const logs = declareAccessLogs(scope, plan);
  const subnets =
    plan.scheme === "internal" ? network.privateSubnets : (network.publicSubnets ?? network.privateSubnets);
  const address = declare(at(scope, id, origin), Lb, {
    name: awsName(32, readableOf(scope, plan.name), digestOf(scope, "balancer", plan.name)),
    loadBalancerType: "application",
    internal: plan.scheme === "internal",
    securityGroups: [template(`${securityGroup}.id`)],
    subnets: template(subnets.onePerZone) as unknown as string[],
    dropInvalidHeaderFields: true,
    enableDeletionProtection: plan.protect,
    idleTimeout: Math.ceil(plan.idle / 1000),
    accessLogs: { bucket: template(`${logs.bucket}.bucket`), enabled: true },
    // The balancer proves at once that it may write there.
    dependsOn: [dependency(logs.policy)],
  });
  const listener = declareListeners(scope, plan, address, origin);
  return { plan, address, listener, securityGroup };
}

function declareListeners(scope: Scope, plan: BalancerPlan, balancer: Address, origin: string): Address {
  const id = identifier(plan.name);
  declare(at(scope, joinIdentifiers(id, "http"), origin), LbListener, {
    loadBalancerArn: template(`${balancer}.arn`),
    port: 80,
    protocol: "HTTP",
    defaultAction: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }],
  });
  return declare(at(scope, id, `${origin}/certificate`), LbListener, {
    loadBalancerArn: template(`${balancer}.arn`),
    port: 443,
    protocol: "HTTPS",
    sslPolicy: text(plan.tlsPolicy),
    certificateArn: text(plan.certificate),
    defaultAction: [
      {
        type: "fixed-response",
        fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
      },
    ],
  });
}

function declareSecurityGroup(scope: Scope, network: Network, plan: BalancerPlan, origin: string): Address {
  const id = joinIdentifiers("balancer", identifier(plan.name));
  const group = declare(at(scope, id, origin), SecurityGroup, {
    name: awsName(255, readableOf(scope, plan.name), digestOf(scope, "balancer", plan.name)),
    description: "Clients to the balancer; the balancer to its fleets.",
    vpcId: template(`${network.vpc}.id`),
  });
  for (const port of [80, 443]) {
    for (const client of clientsOf(network, plan)) {
      declare(at(scope, joinIdentifiers(id, `${port}`, client.id), `${origin}/clients`), VpcSecurityGroupIngressRule, {
        ...client.config,
        securityGroupId: template(`${group}.id`),
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
      });
    }
  }
  return group;
}

interface Client {
  readonly id: string;
  readonly config: { readonly [key: string]: unknown };
}

function clientsOf(network: Network, plan: BalancerPlan): readonly Client[] {
  if (plan.clients.length > 0) {
    return distinctTexts(plan.clients).map((cidr) => ({
      id: identifier(`from ${cidr}`),
      config: cidr.includes(":") ? { cidrIpv6: text(cidr) } : { cidrIpv4: text(cidr) },
    }));
  }
  if (plan.scheme === "internet-facing") return [{ id: "everyone", config: { cidrIpv4: "0.0.0.0/0" } }];
  const ranges = networkRanges(network);
  return [{ id: "network", config: { forEach: forEach(ranges), cidrIpv4: template("each.value") } }];
}
