import * as z from "zod/mini";
import type { JsonObject } from "../../base/json.ts";
import { byText } from "../../base/order.ts";
import { readJson } from "../../base/read-json.ts";
import { type TerraformAction, terraformAction } from "../terraform-action.ts";

/** A resource in Terraform's plan: what was applied, what AWS has, or what the next apply would make of it. */
export interface PlanResource {
  readonly address: string;
  readonly type: string;
  readonly action: TerraformAction | "none";
  /** Null where there is none, before its creation say. */
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** Attributes that hold a secret, on either side. */
  readonly sensitive: ReadonlySet<string>;
  /** Attributes that are known only once it is applied. */
  readonly unknown: ReadonlySet<string>;
}

export interface TerraformPlan {
  /** What AWS has that is not what was applied last: `before` is that, `after` what AWS has. Sorted by address. */
  readonly drift: readonly PlanResource[];
  /** Every resource: `before` is what AWS has, `after` what the next apply makes of it. Sorted by address. */
  readonly resources: readonly PlanResource[];
  /** What kept the plan from being whole; none where it is. */
  readonly unfinished: readonly UnfinishedPart[];
}

export interface UnfinishedPart {
  /** What could not be planned; null where the plan does not say. */
  readonly address: string | null;
  readonly why: string;
}

/** Reads `terraform show -json` of a plan; null where the text is none. */
export function readTerraformPlan(text: string): TerraformPlan | null {
  const plan = readJson(text, planSchema);
  if (plan === null) return null;
  const { resource_drift: drift = [], resource_changes: changes = [] } = plan;
  return { drift: resourcesOf(drift), resources: resourcesOf(changes), unfinished: unfinishedParts(plan) };
}

const values = z.nullable(z.record(z.string(), z.json()));
const marks = z.optional(z.unknown());

const resource = z.looseObject({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  change: z.looseObject({
    actions: z.array(z.string()),
    before: z.optional(values),
    after: z.optional(values),
    before_sensitive: marks,
    after_sensitive: marks,
    after_unknown: marks,
  }),
});

// A state has the same command and another form: without changes it is no plan.
const planSchema = z.looseObject({
  format_version: z.string().check(z.regex(/^1\./)),
  terraform_version: z.string(),
  planned_values: z.unknown(),
  resource_drift: z.optional(z.array(resource)),
  resource_changes: z.optional(z.array(resource)),
  // A plan that failed is written, too. Older versions of Terraform know neither of the two.
  errored: z.optional(z.boolean()),
  complete: z.optional(z.boolean()),
  checks: z.optional(
    z.array(
      z.looseObject({
        address: z.looseObject({ to_display: z.string() }),
        instances: z.optional(
          z.array(z.looseObject({ problems: z.optional(z.array(z.looseObject({ message: z.string() }))) })),
        ),
      }),
    ),
  ),
});

function unfinishedParts({ errored, complete, checks = [] }: z.infer<typeof planSchema>): readonly UnfinishedPart[] {
  if (errored !== true)
    return complete === false ? [{ address: null, why: "it is of a part of the stack, as with -target" }] : [];
  const failed = checks.flatMap(({ address, instances = [] }) =>
    instances.flatMap(({ problems = [] }) =>
      problems.map(({ message }) => ({ address: address.to_display, why: message.replaceAll(/\s+/g, " ").trim() })),
    ),
  );
  return failed.length > 0 ? failed : [{ address: null, why: "it failed, for a reason that `terraform plan` prints" }];
}

function resourcesOf(read: readonly z.infer<typeof resource>[]): readonly PlanResource[] {
  return read
    .filter(({ mode }) => mode === "managed")
    .map(
      ({ address, type, change }): PlanResource => ({
        address,
        type,
        action: terraformAction(change.actions) ?? "none",
        before: change.before ?? null,
        after: change.after ?? null,
        sensitive: new Set([...marked(change.before_sensitive), ...marked(change.after_sensitive)]),
        unknown: new Set(marked(change.after_unknown)),
      }),
    )
    .sort(byText(({ address }) => address));
}

/** Terraform marks by `true`, at any depth: an attribute with a mark in it is marked. */
function marked(marks: unknown): readonly string[] {
  if (typeof marks !== "object" || marks === null || Array.isArray(marks)) return [];
  return Object.entries(marks).flatMap(([name, mark]) => (hasMark(mark) ? [name] : []));
}

function hasMark(mark: unknown): boolean {
  if (typeof mark !== "object" || mark === null) return mark === true;
  return Object.values(mark).some(hasMark);
}
