import { compareCodePoints } from "../../base/order.ts";
import { lookup, sortedValues } from "../../base/record.ts";
import type { EnvironmentPlan, FleetPlan, Plan } from "../../plan/model.ts";
import { restingCapacity } from "../../rollout/capacity.ts";
import { releasePath } from "../../rollout/check-rollouts.ts";
import type { RolloutPath } from "../../rollout/path.ts";
import { rolloutPath } from "../../rollout/rollout-path.ts";
import { generationState } from "../../rollout/state.ts";
import { wantedOf } from "./declarations.ts";
import type { OwnChange } from "./own-changes.ts";
import type { Effect, Reason, RolloutOutline } from "./plan-diff.ts";

/** What the differences between two Plans cause, from images over environments to fleets, each with its reasons. */
export function effectsOf(before: Plan, after: Plan, changes: readonly OwnChange[]): readonly Effect[] {
  const environments = sortedValues(after.environments);
  return [
    ...imageEffects(before, after, changes),
    ...environments.flatMap((environment) => {
      const old = lookup(before.environments, environment.name);
      const here = changes.filter((change) => change.environment === environment.name || isAround(change, environment));
      return [
        ...sharedEffects(environment, here),
        ...sortedValues(environment.fleets).flatMap((fleet) =>
          fleetEffects({ before, after, environment, here, changes }, lookup(old?.fleets ?? {}, fleet.name), fleet),
        ),
        ...goneFrom(old?.fleets ?? {}, environment.fleets, "fleet", environment.name),
      ];
    }),
    ...goneFrom(before.environments, after.environments, "environment", null),
    ...goneFrom(before.images, after.images, "image", null),
  ];
}

/** What of an image lies outside its fingerprint. */
const besideImage: ReadonlySet<string> = new Set(["regions", "bake", "tags", "retain"]);

function imageEffects(before: Plan, after: Plan, changes: readonly OwnChange[]): readonly Effect[] {
  return sortedValues(after.images).flatMap((image): Effect[] => {
    const { name, fingerprint } = image;
    const was = lookup(before.images, name)?.fingerprint ?? null;
    const change = changes.find((each) => each.kind === "image" && each.name === name);
    const label = `image ${name}`;
    const later = reason(label, change, (field) => besideImage.has(field));
    const bake: Effect[] =
      was === fingerprint
        ? []
        : [{ kind: "bake", image: name, before: was, after: fingerprint, because: imageReasons(name, changes) }];
    return [
      ...bake,
      ...(later === null || was === null ? [] : [{ kind: "later" as const, what: label, because: [later] }]),
    ];
  });
}

/** Why an image is baked anew. */
function imageReasons(name: string, changes: readonly OwnChange[]): readonly Reason[] {
  const change = changes.find((each) => each.kind === "image" && each.name === name);
  if (change?.status === "added") return [{ declaration: `image ${name}`, fields: [] }];
  const found = reason(`image ${name}`, change, (field) => !besideImage.has(field));
  return found === null ? [] : [found];
}

/** Fields of an environment that bound rollouts and make nothing. */
const bounds: ReadonlySet<string> = new Set(["limits", "after"]);

function isAround(change: OwnChange, environment: EnvironmentPlan): boolean {
  return change.kind === "project" || (change.kind === "environment" && change.name === environment.name);
}

function sharedEffects(environment: EnvironmentPlan, here: readonly OwnChange[]): readonly Effect[] {
  const shared = here.filter(({ kind }) => ["project", "environment", "network", "balancer"].includes(kind));
  const applied = shared.flatMap((change) => reason(labelOf(change), change, (field) => !bounds.has(field)) ?? []);
  const bounded = shared.flatMap((change) =>
    change.kind === "environment" && change.status === "changed"
      ? (reason(labelOf(change), change, (field) => bounds.has(field)) ?? [])
      : [],
  );
  return [
    ...(applied.length === 0
      ? []
      : [{ kind: "apply" as const, environment: environment.name, fleet: null, because: applied }]),
    ...(bounded.length === 0
      ? []
      : [{ kind: "later" as const, what: `rollouts in ${environment.name}`, because: bounded }]),
  ];
}

interface FleetContext {
  readonly before: Plan;
  readonly after: Plan;
  readonly environment: EnvironmentPlan;
  /** What changed in the environment and around it. */
  readonly here: readonly OwnChange[];
  readonly changes: readonly OwnChange[];
}

const capacity: ReadonlySet<string> = new Set(["size", "scale", "load"]);
const route: readonly string[] = ["balancer", "http.hosts", "http.paths", "http.priority"];
const around: readonly string[] = [...route, "logs.keep", "tags", "replaces"];
const beside: readonly string[] = [...capacity, "rollout"];
// Of what it replaces, a share of the traffic moves by a rollout.
const legacyShare = "replaces.share";

function fleetEffects(context: FleetContext, old: FleetPlan | undefined, fleet: FleetPlan): readonly Effect[] {
  const { environment, here } = context;
  const place = { environment: environment.name, fleet: fleet.name };
  const change = here.find((each) => each.kind === "fleet" && each.name === fleet.name);
  const label = `fleet ${fleet.name}`;
  const replaced = old?.wanted !== fleet.wanted;
  const resized = reason(label, change, (field) => capacity.has(field));
  const applied = [
    reason(label, change, (_, path) => isChangedInPlace(path)),
    ...here.map((each) =>
      isUsed(each, "legacy", fleet.legacy?.name) ? reason(labelOf(each), each, () => true) : null,
    ),
  ].filter((each) => each !== null);
  const later = [
    reason(label, change, (field) => field === "rollout"),
    ...here.map((each) =>
      isUsed(each, "rollout", fleet.rollout.name) ? reason(labelOf(each), each, () => true) : null,
    ),
  ].filter((each) => each !== null);
  if (old === undefined)
    return [
      {
        kind: "replace",
        ...place,
        before: null,
        after: fleet.wanted,
        because: [{ declaration: label, fields: [] }],
        rollout: outline(rolloutPath(environment, fleet), null),
      },
    ];
  const effects: Effect[] = [];
  if (replaced)
    effects.push({
      kind: "replace",
      ...place,
      before: old.wanted,
      after: fleet.wanted,
      because: replaceReasons(context, old, fleet, change),
      rollout: outline(pathFrom(environment, old, fleet), old.wanted),
    });
  if (resized !== null && !replaced)
    effects.push({
      kind: "resize",
      ...place,
      because: [resized],
      rollout: outline(pathFrom(environment, old, fleet), old.wanted),
    });
  const shifted = reason(label, change, (_, path) => path === legacyShare);
  const [given, left] = [old.legacy?.share, fleet.legacy?.share];
  // With a new generation, the one rollout does both.
  if (shifted !== null && !replaced && given !== undefined && left !== undefined)
    effects.push({
      kind: "shift",
      ...place,
      before: given,
      after: left,
      because: [shifted],
      rollout: outline(pathFrom(environment, old, fleet), old.wanted),
    });
  if (applied.length > 0) effects.push({ kind: "apply", ...place, because: applied });
  if (later.length > 0)
    effects.push({ kind: "later", what: `rollouts of fleet ${fleet.name} in ${environment.name}`, because: later });
  return effects;
}

function replaceReasons(
  { before, after, environment, here, changes }: FleetContext,
  old: FleetPlan,
  fleet: FleetPlan,
  change: OwnChange | undefined,
): readonly Reason[] {
  const [was, is] = [wantedOf(old), wantedOf(fleet)];
  const rebaked =
    was !== undefined && is !== undefined && was.image.name === is.image.name && differs(before, after, is.image.name)
      ? imageReasons(is.image.name, changes)
      : [];
  const stores = here.filter((each) => each.kind === "store" && Object.hasOwn(is?.stores ?? {}, each.name));
  const ownFields = reason(
    `fleet ${fleet.name}`,
    change,
    (_, path) => !isChangedInPlace(path) && !isWithin(path, beside),
  );
  const found = [
    ...rebaked,
    ...(ownFields === null ? [] : [ownFields]),
    ...stores.flatMap((each) => reason(labelOf(each), each, () => true) ?? []),
  ];
  // An environment's name and its fleet's are in the definition; nothing else of them can differ here.
  return found.length > 0 ? found : [{ declaration: `environment ${environment.name}`, fields: [] }];
}

function differs(before: Plan, after: Plan, image: string): boolean {
  return lookup(before.images, image)?.fingerprint !== lookup(after.images, image)?.fingerprint;
}

/**
 * The way from a fleet as it was to how it is wanted: from what history says is live or, where that says nothing, as if
 * the version before had been released.
 */
function pathFrom(environment: EnvironmentPlan, old: FleetPlan, fleet: FleetPlan): RolloutPath {
  if (fleet.stable !== null || Object.keys(fleet.steady).length > 0) return rolloutPath(environment, fleet);
  if (old.wanted !== fleet.wanted) return releasePath(environment, fleet);
  if (old.legacy !== undefined) {
    const steady = rolloutPath(environment, old).steps.at(-1)?.state ?? {};
    return rolloutPath(environment, { ...fleet, stable: fleet.wanted, steady });
  }
  const path = releasePath(environment, fleet);
  const state = generationState(fleet.route !== null, path.total, restingCapacity(old));
  return rolloutPath(environment, { ...fleet, stable: fleet.wanted, steady: { [fleet.wanted]: state } });
}

/** How a fleet comes from an earlier generation (null: from none) to the wanted one. */
export function releaseOutline(environment: EnvironmentPlan, before: string | null, fleet: FleetPlan): RolloutOutline {
  const known = fleet.stable !== null || Object.keys(fleet.steady).length > 0 || before === null;
  return outline(known ? rolloutPath(environment, fleet) : releasePath(environment, fleet), before);
}

function outline({ strategy, from, steps, worstCase }: RolloutPath, before: string | null): RolloutOutline {
  return { strategy, from: from === "previous" ? before : from, steps: steps.map(({ name }) => name), worstCase };
}

/** The fields of a change that cause something; null where none of them does. What is new or gone has none, and does. */
function reason(
  declaration: string,
  change: OwnChange | undefined,
  causes: (field: string, path: string) => boolean,
): Reason | null {
  if (change === undefined) return null;
  if (change.status !== "changed") return { declaration, fields: [] };
  const fields = change.fields.map(({ path }) => path).filter((path) => causes(firstField(path), path));
  return fields.length === 0 ? null : { declaration, fields };
}

function firstField(path: string): string {
  return path.split(/[. ]/)[0] ?? "";
}

// Of what stands around a fleet's instances.
function isChangedInPlace(path: string): boolean {
  return path !== legacyShare && isWithin(path, around);
}

function isWithin(path: string, fields: readonly string[]): boolean {
  return fields.some((field) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field} `));
}

function isUsed(change: OwnChange, kind: OwnChange["kind"], name: string | undefined): boolean {
  return change.kind === kind && change.name === name && change.status === "changed";
}

function labelOf({ kind, name }: OwnChange): string {
  return `${kind} ${name}`;
}

/** What there was and is no more. */
export function goneFrom(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  what: "image" | "fleet" | "environment",
  environment: string | null,
): readonly Effect[] {
  return Object.keys(before)
    .filter((name) => !Object.hasOwn(after, name))
    .sort(compareCodePoints)
    .map((name) => ({ kind: "gone", what, name, environment }));
}
