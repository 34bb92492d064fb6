import * as z from "zod/mini";
import { readJson } from "../../base/read-json.ts";
import { lookup } from "../../base/record.ts";

/** What of a fleet is there in AWS, as Terraform's outputs have it. Generations go by the first 12 digits of their digests. */
export interface FleetResources {
  readonly logGroup: string | null;
  /** ARN; null without a balancer, or while nothing is attached. */
  readonly listenerRule: string | null;
  /** ARNs by generation: those that exist. */
  readonly targetGroups: Readonly<Record<string, string>>;
  /** Names by generation: those that exist. */
  readonly groups: Readonly<Record<string, string>>;
  /** Names by generation, then by abort rule: those that exist. */
  readonly alarms: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Reads `terraform output -json fleets`; null where it does not tell of the fleet. */
export function readFleetResources(text: string, fleet: string): FleetResources | null {
  const fleets = readJson(text, outputs) ?? {};
  const found = lookup(fleets, fleet);
  if (found === undefined) return null;
  return {
    logGroup: found.log_group ?? null,
    listenerRule: found.listener_rule ?? null,
    targetGroups: present(found.target_groups),
    groups: present(found.autoscaling_groups),
    alarms: Object.fromEntries(Object.entries(found.alarms).map(([id, names]) => [id, present(names)])),
  };
}

const names = z.record(z.string(), z.nullable(z.string()));

// Loose: what else a stack tells is for others.
const outputs = z.record(
  z.string(),
  z.looseObject({
    log_group: z.nullish(z.string()),
    listener_rule: z.nullish(z.string()),
    target_groups: names,
    autoscaling_groups: names,
    alarms: z.record(z.string(), names),
  }),
);

function present(values: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
}
