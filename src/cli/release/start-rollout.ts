import { sha256, shortDigest } from "../../base/digest.ts";
import { lookup } from "../../base/record.ts";
import { emitRollouts } from "../../emit/rollouts/emit-rollouts.ts";
import type { Start } from "../../host/release/begin-rollout.ts";
import type { Draft } from "../../host/release/world.ts";
import type { FleetPlan } from "../../plan/model.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import { startRollout } from "../../release/ledger/start-rollout.ts";
import { fleetOf } from "../../release/ledger/state.ts";
import { refusedByOrder } from "../../release/run/promotion-order.ts";
import { rolloutPath } from "../../rollout/rollout-path.ts";
import { ofSource } from "../project/path-word.ts";
import { VerificationError } from "../verification-error.ts";
import type { Release } from "./open-release.ts";

/** What keeps a rollout from starting, in a message with what to do; null where nothing does. */
export function refusedStart(
  { environment, project, params }: Release,
  fleet: FleetPlan,
  ledgerOf: (environment: string) => Ledger,
  retry: string | undefined,
): string | null {
  const { live } = ledgerOf(environment.name);
  const definition = fleet.generations[fleet.wanted];
  if (definition === undefined) return null;
  const wanted = shortDigest(fleet.wanted);
  const record = lookup(fleetOf(live, fleet.name).generations, fleet.wanted);
  const { after } = environment;
  const before = after === null ? null : ledgerOf(after).live;
  const image = lookup(live.images, definition.image.fingerprint);
  const imageText = `image ${definition.image.name} (${shortDigest(definition.image.fingerprint)})`;
  const revoked = image?.revoked ?? lookup(before?.images ?? {}, definition.image.fingerprint)?.revoked ?? null;
  if (revoked !== null)
    return `generation ${wanted} of fleet ${fleet.name} may never run: ${imageText} is revoked: ${revoked}\n  Change the image: the same definition would bake the same one.`;
  if (record?.failed === true && (retry === undefined || !fleet.wanted.startsWith(retry)))
    return `generation ${wanted} of fleet ${fleet.name} failed before, and is not tried again unasked\n  Change something, or ask for it by name: --retry ${wanted}.`;
  if (image === undefined || image.pruned)
    return `generation ${wanted} of fleet ${fleet.name} needs ${imageText}, which is not baked for ${environment.name}\n  Bake it: immuc bake ${definition.image.name}${ofSource({ project, params })}.`;
  if (before === null) return null;
  const refused = refusedByOrder(before, definition.image);
  return refused === null
    ? null
    : `${refused}, and ${environment.name} comes after it\n  Release it there first: immuc rollout run --env ${after} ${fleet.name}${ofSource({ project, params })}.`;
}

/** What the ledger keeps of a rollout that starts: its whole path, and the definition of its generation. */
export async function startOf(
  release: Release,
  fleet: FleetPlan,
  retry: boolean,
): Promise<Pick<Start, "event" | "definition">> {
  const definition = fleet.generations[fleet.wanted];
  if (definition === undefined) throw new VerificationError(`fleet ${fleet.name} has no wanted generation`);
  const plan = planDigest(release, fleet.name);
  const build = (await release.build?.()) ?? null;
  return {
    definition,
    event: startRollout(rolloutPath(release.environment, fleet), definition, { plan, retry, build }),
  };
}

/** What an environment was brought to beside its generations, for the ledger: so what goes back later keeps it. */
export async function broughtOf({ build }: Release): Promise<Draft | null> {
  return build === null ? null : { kind: "brought", build: await build() };
}

/** The digest of a fleet's `plan.json`, as a build writes it. */
function planDigest({ plan, environment }: Release, fleet: string): string {
  const file = `rollouts/${environment.name}/${fleet}/plan.json`;
  const artifact = emitRollouts({ ...plan, environments: { [environment.name]: environment } }).find(
    ({ path }) => path === file,
  );
  if (artifact === undefined) throw new Error(`no ${file} is emitted`);
  return sha256(artifact.bytes);
}
