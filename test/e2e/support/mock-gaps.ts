import type { JsonObject } from "../../../src/base/json.ts";

/**
 * A stack without what the mock AWS takes and then forgets, which Terraform would set again at every plan: a group's
 * instance warm-up and maintenance policy, and whether a scaling policy is enabled. All else stays as emitted.
 */
export function withoutMockGaps(stack: string): string {
  return JSON.stringify(JSON.parse(stack), (key, value: unknown) => {
    if (key === "default_instance_warmup" || key === "instance_maintenance_policy") return undefined;
    if (key !== "aws_autoscaling_policy") return value;
    const policies = Object.entries(value as Record<string, JsonObject>);
    return Object.fromEntries(policies.map(([id, policy]) => [id, { ...policy, lifecycle: ignored }]));
  });
}

const ignored = { ignore_changes: ["enabled", "predictive_scaling_configuration"] };
