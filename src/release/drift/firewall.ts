import type { Json } from "../../base/json.ts";
import { byText } from "../../base/order.ts";
import type { PlanResource } from "./read-plan.ts";

/** A rule that a security group has and nobody declared. */
export interface StrayRule {
  /** Address of the group. */
  readonly address: string;
  /** `in from 0.0.0.0/0 to port 22 (tcp)` */
  readonly text: string;
}

/**
 * The rules that security groups have beyond those of their own resources. Terraform itself does not say: it looks after
 * the rules that it made, and lets others be.
 */
export function strayRules(resources: readonly PlanResource[]): readonly StrayRule[] {
  const declared = new Set(resources.flatMap((resource) => declaredRule(resource) ?? []));
  return resources
    .filter(({ type, action }) => type === "aws_security_group" && action !== "create" && action !== "delete")
    .flatMap(({ address, before }) => {
      const group = before?.id;
      if (before === null || typeof group !== "string") return [];
      const rules = directions.flatMap((direction) => flatRules(group, direction, before[direction] ?? []));
      return rules
        .filter(({ key }) => !declared.has(key))
        .sort(byText(({ key }) => key))
        .map(({ text }) => ({ address, text }));
    });
}

const directions = ["ingress", "egress"] as const;
type Direction = (typeof directions)[number];

/** A protocol, and its first and last port. */
type Ports = readonly [string, number, number];

interface FlatRule {
  readonly key: string;
  readonly text: string;
}

/** The rules in an attribute of a group, one for each peer. */
function flatRules(group: string, direction: Direction, value: Json): readonly FlatRule[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).flatMap((rule) => {
    if (typeof rule !== "object" || rule === null || Array.isArray(rule)) return [];
    const fields = rule as Readonly<Record<string, Json>>;
    const peers = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"].flatMap((name) =>
      Array.isArray(fields[name]) ? (fields[name] as readonly Json[]).map(String) : [],
    );
    const all = fields.self === true ? [...peers, group] : peers;
    const { protocol = "", from_port: from = 0, to_port: to = 0 } = fields;
    return all.map((peer) => {
      const ports = portsOf(String(protocol), Number(from), Number(to));
      const [proto, first, last] = ports;
      const port = proto === "-1" ? "every port" : `port ${first === last ? first : `${first} to ${last}`} (${proto})`;
      const text = direction === "ingress" ? `in from ${peer} to ${port}` : `out to ${peer}, ${port}`;
      return { key: keyOf(group, direction, ports, peer), text };
    });
  });
}

function declaredRule({ type, before, action }: PlanResource): string | null {
  const direction = directions.find((each) => type === `aws_vpc_security_group_${each}_rule`);
  if (direction === undefined || before === null || action === "create") return null;
  const peer = before.cidr_ipv4 ?? before.cidr_ipv6 ?? before.referenced_security_group_id ?? before.prefix_list_id;
  const group = before.security_group_id;
  if (typeof peer !== "string" || typeof group !== "string") return null;
  const ports = portsOf(String(before.ip_protocol), Number(before.from_port ?? 0), Number(before.to_port ?? 0));
  return keyOf(group, direction, ports, peer);
}

// For every protocol AWS has no ports, and says 0, -1 or nothing.
function portsOf(protocol: string, from: number, to: number): Ports {
  return protocol === "-1" || protocol === "all" ? ["-1", 0, 0] : [protocol, from, to];
}

function keyOf(group: string, direction: Direction, ports: Ports, peer: string): string {
  return JSON.stringify([group, direction, ...ports, peer]);
}
