import type { JsonObject } from "../../../src/base/json.ts";

/**
 * A stack without what the mock AWS takes and then forgets, which Terraform would set again at every plan: a group's
 * instance warm-up and maintenance policy, its instance types once its size changes, and whether a scaling policy is
 * enabled; nor what it does not know: an instance refresh. All else stays as emitted.
 */
export function withoutMockGaps(stack: string): string {
  return JSON.stringify(JSON.parse(stack), (key, value: unknown) => {
    if (forgotten.has(key)) return undefined;
    if (key === "aws_autoscaling_policy") {
      return changeEach(value, (policy) => ignoring(policy, "enabled", "predictive_scaling_configuration"));
    }
    // A rolling group changes its launch template, so there the types must stay under Terraform's eye.
    if (key === "aws_autoscaling_group") {
      return changeEach(value, (group, id) =>
        id.endsWith("--rolling") ? group : ignoring(group, "mixed_instances_policy"),
      );
    }
    return value;
  });
}

const forgotten: ReadonlySet<string> = new Set([
  "default_instance_warmup",
  "instance_maintenance_policy",
  "instance_refresh",
]);

type Resource = JsonObject & { readonly lifecycle?: { readonly ignore_changes?: readonly string[] } };

function changeEach(resources: unknown, change: (resource: Resource, id: string) => Resource): unknown {
  const entries = Object.entries(resources as Record<string, Resource>);
  return Object.fromEntries(entries.map(([id, resource]) => [id, change(resource, id)]));
}

function ignoring(resource: Resource, ...attributes: readonly string[]): Resource {
  const ignored = [...(resource.lifecycle?.ignore_changes ?? []), ...attributes];
  return { ...resource, lifecycle: { ...resource.lifecycle, ignore_changes: ignored } };
}
