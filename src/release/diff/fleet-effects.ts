import { lookup } from "../../base/record.ts";
import type { EnvironmentPlan, FleetPlan, Plan } from "../../plan/model.ts";
import { wantedOf } from "./declarations.ts";
import { bakeReasons } from "./image-effects.ts";
import type { OwnChange } from "./own-changes.ts";
import type { Effect, Reason } from "./plan-diff.ts";
import { reasonIn, reasonsOf } from "./reason.ts";
import { changeOutline, releaseOutline } from "./rollout-outline.ts";

export interface FleetContext {
  readonly before: Plan;
  readonly after: Plan;
  readonly environment: EnvironmentPlan;
  /** What changed in the environment and around it. */
  readonly here: readonly OwnChange[];
  readonly changes: readonly OwnChange[];
}

/** A fleet that there was before. */
interface KnownFleet {
  readonly old: FleetPlan;
  readonly fleet: FleetPlan;
  /** Undefined where the fleet's own declaration is as it was. */
  readonly change: OwnChange | undefined;
}

const capacity: ReadonlySet<string> = new Set(["size", "scale", "load"]);
const route: readonly string[] = ["balancer", "http.hosts", "http.paths", "http.priority"];
const around: readonly string[] = [...route, "logs.keep", "tags", "replaces"];
const beside: readonly string[] = [...capacity, "rollout"];
// Of what it replaces, a share of the traffic moves by a rollout.
const legacyShare = "replaces.share";

/** What comes to a fleet: first what moves machines or traffic, then what else is applied, then what holds for later. */
export function fleetEffects(context: FleetContext, old: FleetPlan | undefined, fleet: FleetPlan): readonly Effect[] {
  const { environment, here } = context;
  if (old === undefined)
    return [replacement(environment, null, fleet, [{ declaration: `fleet ${fleet.name}`, fields: [] }])];
  const change = here.find(({ kind, name }) => kind === "fleet" && name === fleet.name);
  const known = { old, fleet, change };
  return [
    // With a new generation, the one rollout does all of it.
    ...(old.wanted === fleet.wanted
      ? movements(environment, known)
      : [replacement(environment, old.wanted, fleet, replaceReasons(context, known))]),
    ...changesInPlace(context, known),
    ...laterRollouts(context, known),
  ];
}

function replacement(
  environment: EnvironmentPlan,
  before: string | null,
  fleet: FleetPlan,
  because: readonly Reason[],
): Effect {
  const rollout = releaseOutline(environment, before, fleet);
  return { kind: "replace", ...placeOf(environment, fleet), before, after: fleet.wanted, because, rollout };
}

function movements(environment: EnvironmentPlan, { old, fleet, change }: KnownFleet): readonly Effect[] {
  const effects: Effect[] = [];
  const place = placeOf(environment, fleet);
  const resized = reasonIn(change, (field) => capacity.has(field));
  if (resized !== null)
    effects.push({ kind: "resize", ...place, because: [resized], rollout: changeOutline(environment, old, fleet) });
  const shifted = reasonIn(change, (_, path) => path === legacyShare);
  const [before, after] = [old.legacy?.share, fleet.legacy?.share];
  if (shifted !== null && before !== undefined && after !== undefined) {
    const rollout = changeOutline(environment, old, fleet);
    effects.push({ kind: "shift", ...place, before, after, because: [shifted], rollout });
  }
  return effects;
}

function changesInPlace({ environment, here }: FleetContext, { fleet, change }: KnownFleet): readonly Effect[] {
  const own = reasonIn(change, (_, path) => isChangedInPlace(path));
  const because = [...(own === null ? [] : [own]), ...reasonsOf(changedOf(here, "legacy", fleet.legacy?.name))];
  return because.length === 0 ? [] : [{ kind: "apply", ...placeOf(environment, fleet), because }];
}

function laterRollouts({ environment, here }: FleetContext, { fleet, change }: KnownFleet): readonly Effect[] {
  const own = reasonIn(change, (field) => field === "rollout");
  const because = [...(own === null ? [] : [own]), ...reasonsOf(changedOf(here, "rollout", fleet.rollout.name))];
  const what = `rollouts of fleet ${fleet.name} in ${environment.name}`;
  return because.length === 0 ? [] : [{ kind: "later", what, because }];
}

function replaceReasons(context: FleetContext, { old, fleet, change }: KnownFleet): readonly Reason[] {
  const { before, after, environment, here, changes } = context;
  const [was, is] = [wantedOf(old), wantedOf(fleet)];
  const rebaked =
    was !== undefined && is !== undefined && was.image.name === is.image.name && differs(before, after, is.image.name)
      ? bakeReasons(is.image.name, changes)
      : [];
  const own = reasonIn(change, (_, path) => !isChangedInPlace(path) && !isWithin(path, beside));
  const stores = here.filter(({ kind, name }) => kind === "store" && Object.hasOwn(is?.stores ?? {}, name));
  const found = [...rebaked, ...(own === null ? [] : [own]), ...reasonsOf(stores)];
  // An environment's name and its fleet's are in the definition; nothing else of them can differ here.
  return found.length > 0 ? found : [{ declaration: `environment ${environment.name}`, fields: [] }];
}

function placeOf({ name }: EnvironmentPlan, fleet: FleetPlan) {
  return { environment: name, fleet: fleet.name };
}

function differs(before: Plan, after: Plan, image: string): boolean {
  return lookup(before.images, image)?.fingerprint !== lookup(after.images, image)?.fingerprint;
}

function changedOf(
  changes: readonly OwnChange[],
  kind: OwnChange["kind"],
  name: string | undefined,
): readonly OwnChange[] {
  return changes.filter((change) => change.kind === kind && change.name === name && change.status === "changed");
}

// Of what stands around a fleet's instances.
function isChangedInPlace(path: string): boolean {
  return path !== legacyShare && isWithin(path, around);
}

function isWithin(path: string, fields: readonly string[]): boolean {
  return fields.some((field) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field} `));
}
