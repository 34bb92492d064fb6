import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { shortDigest } from "../../base/digest.ts";
import { fleetVariableName, fleetVariables } from "../../emit/terraform/variable.ts";
import type { EnvironmentPlan, FleetPlan, FleetState, GenerationDefinition } from "../../plan/model.ts";
import type { LedgerEvent } from "../../release/ledger/entry.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import type { Sighting } from "../../release/run/action.ts";
import { type Intention, readIntention, renderIntention } from "../../release/run/intention.ts";
import { type FleetShape, missingOf, missingTraffic, standingOf } from "../../release/run/observation.ts";
import { type OwnerOf, refusedChanges } from "../../release/run/plan-changes.ts";
import { readAlarms } from "../aws/alarm-readings.ts";
import { observeFleet } from "../aws/observe-fleet.ts";
import { EnvironmentFault, systemCode } from "../fault.ts";
import { describeHolder, withFolderLock } from "../folder-lock.ts";
import { writeDurably } from "../ledger/durable.ts";
import type { LedgerFolder } from "../ledger/ledger-folder.ts";
import { readLedger } from "../ledger/read-ledger.ts";
import { recordEvent } from "../ledger/record-event.ts";
import type { FleetResources } from "../terraform/fleet-resources.ts";
import { TerraformFailure } from "../terraform/terraform.ts";
import { type Workspace, workspacePath } from "../terraform/workspace.ts";
import type { Clock } from "./clock.ts";
import { type Applied, type Draft, type News, ReleaseRefused, type ReleaseWorld } from "./world.ts";

export interface FleetWorldOptions {
  readonly clock: Clock;
  readonly root: string;
  readonly folder: LedgerFolder;
  readonly environment: EnvironmentPlan;
  readonly fleet: FleetPlan;
  readonly workspace: Workspace;
  readonly ownerOf: OwnerOf;
  readonly actor: string;
  readonly commit: string | null;
  readonly tell: (news: News) => void;
  readonly note: (text: string) => void;
}

/** The release of one fleet in AWS, through Terraform, with the ledger on the disk. */
export function fleetWorld(options: FleetWorldOptions): ReleaseWorld {
  const { clock, environment, fleet, folder, workspace, root, tell } = options;
  const shape = shapeOf(fleet);
  const ledger = (): Ledger => soundLedger(folder, environment.name);
  const intentionPath = join(root, workspacePath(environment.name), `${fleetVariableName(fleet.name)}.intention.json`);
  let resources: FleetResources | null = null;
  return {
    clock,
    fleet: fleet.name,
    ledger,
    tell,
    record: (event) => recordDraft(options, event, []),
    alone: (work) => aloneIn(options, work),
    apply: async (name, state, direction) => {
      resources = null;
      return applyState(options, ledger(), name, state, direction);
    },
    look: async (state, generation, judgedBy) => {
      resources ??= await workspace.resources(fleet.name);
      return sightingOf(options, resources, shape, state, generation, judgedBy);
    },
    intention: {
      read: () => readIntentionFile(intentionPath),
      write: (intention) => writeIntentionFile(intentionPath, intention),
    },
  };
}

/** How a fleet shows itself in AWS. */
export function shapeOf(fleet: FleetPlan): FleetShape {
  return { routed: fleet.route !== null, rolling: fleet.rollout.strategy === "rolling" };
}

/** The ledger of an environment, which must be sound. */
export function soundLedger(folder: LedgerFolder, environment: string): Ledger {
  const verified = readLedger(folder, environment);
  if (verified.kind === "sound") return verified.ledger;
  throw new ReleaseRefused(`${folder.shownAs}/${environment}.jsonl can't be trusted: ${verified.problem.message}`);
}

/** Appends an event with who has it done and when; an event that is there already is fine. */
export async function recordDraft(
  options: Pick<FleetWorldOptions, "clock" | "folder" | "actor" | "commit" | "note"> & {
    readonly environment: { readonly name: string };
  },
  event: Draft,
  definitions: readonly GenerationDefinition[],
): Promise<void> {
  const { clock, folder, environment, actor, commit, note } = options;
  const at = new Date(clock.now()).toISOString();
  const recorded = await recordEvent({
    folder,
    environment: environment.name,
    event: { ...event, at, actor, commit, reason: event.reason ?? null } as LedgerEvent,
    definitions,
    onRepair: (message) => note(`${message}\n`),
    onWait: (holder) => note(`waiting for ${holder}\n`),
  });
  if (recorded.kind === "refused") throw new ReleaseRefused(recorded.message);
  if (recorded.kind === "broken") throw new ReleaseRefused(`the ledger can't be trusted: ${recorded.problem.message}`);
}

/** Runs work while no other process of this machine acts on the environment. */
export async function aloneIn<T>(
  { root, environment, note }: Pick<FleetWorldOptions, "root" | "environment" | "note">,
  work: () => Promise<T>,
): Promise<T> {
  const shownAs = `${workspacePath(environment.name)}/.lock`;
  const locked = await withFolderLock(
    {
      path: join(root, shownAs),
      purpose: `releasing to ${environment.name}`,
      timeout: lockPatience,
      onWait: (holder) => note(`waiting for ${describeHolder(holder)}\n`),
    },
    work,
  );
  if (locked.kind === "done") return locked.value;
  throw new EnvironmentFault(
    `gave up after ${Math.round(locked.waited / 1000)} s of waiting for ${describeHolder(locked.holder)}\n` +
      `  If that process is gone, remove ${shownAs} and try again.`,
  );
}

/** Longer than the longest apply is allowed to take. */
const lockPatience = 7_200_000;

/** The variables of all fleets of an environment: where the ledger left each, but for the one that moves. */
export function variablesOf(environment: EnvironmentPlan, ledger: Ledger, moved: Readonly<Record<string, FleetState>>) {
  const states = Object.keys(environment.fleets).map((name) => {
    const known = Object.hasOwn(ledger.live.fleets, name) ? ledger.live.fleets[name] : undefined;
    return [name, known?.state ?? {}] as const;
  });
  return fleetVariables({ ...Object.fromEntries(states), ...moved });
}

async function applyState(
  { environment, fleet, workspace, ownerOf, note }: FleetWorldOptions,
  ledger: Ledger,
  name: string,
  state: FleetState,
  direction: "onward" | "back",
): Promise<Applied> {
  const names = { name: fleet.name, identifier: fleetVariableName(fleet.name) };
  const file = `${names.identifier}-${name}.tfvars.json`;
  const variables = variablesOf(environment, ledger, { [fleet.name]: state });
  for (let attempt = 1; ; attempt++) {
    let changes = await workspace.plan(file, variables);
    const tainted = changes.filter((change) => change.tainted);
    if (direction === "back" && tainted.length > 0) {
      // What did not get healthy would be made again, and waited for again, before traffic is back.
      for (const { address } of tainted) await workspace.untaint(address);
      changes = await workspace.plan(file, variables);
    }
    const refused = refusedChanges(changes, names, ownerOf);
    if (refused.length > 0)
      throw new ReleaseRefused(
        `Terraform's plan for ${name} of fleet ${fleet.name} does more than that step\n${refused.map((line) => `  ${line}\n`).join("")}` +
          "  Nothing was applied. Bring what the environment shares up to date first, and go on with --resume.",
      );
    if (changes.length === 0) return { kind: "applied", changed: false };
    try {
      await workspace.apply();
      return { kind: "applied", changed: true };
    } catch (error) {
      if (!(error instanceof TerraformFailure)) throw error;
      const unhealthy = capacityFailure(error.output);
      if (unhealthy !== null) return { kind: "unhealthy", why: unhealthy };
      if (attempt > 1 || !/Saved plan is stale/.test(error.output)) throw error;
      note("Terraform's state changed between plan and apply; planning again\n");
    }
  }
}

/** What Terraform says where a group's new instances did not become healthy in time; null where it is something else. */
function capacityFailure(output: string): string | null {
  const found = /waiting for Auto Scaling Group[^\n]*capacity satisfied[^\n]*/i.exec(
    output.replaceAll(/\n[│\s]*/g, " "),
  );
  if (found === null) return null;
  const want = /want exactly[^)']*|want at least[^)']*/i.exec(found[0])?.[0];
  return `its instances did not become healthy in time${want === undefined ? "" : ` (${want.trim()})`}`;
}

async function sightingOf(
  { environment, fleet, clock }: FleetWorldOptions,
  resources: FleetResources | null,
  shape: FleetShape,
  state: FleetState,
  generation: string,
  judgedBy: readonly string[],
): Promise<Sighting> {
  const at = clock.now();
  if (resources === null) {
    const nothing = [`Terraform knows nothing of fleet ${fleet.name}`];
    return { at, missing: nothing, traffic: nothing, broken: null, standing: [], alarms: [] };
  }
  const observed = await observeFleet(environment.region, resources, shape);
  const names = resources.alarms[shortDigest(generation)] ?? {};
  const alarms = new Map(judgedBy.map((rule) => [rule, names[rule] ?? null]));
  return {
    at,
    missing: missingOf(state, shape, observed),
    traffic: missingTraffic(state, shape, observed),
    broken: observed.broken,
    standing: standingOf(state, observed),
    alarms: alarms.size === 0 ? [] : await readAlarms(environment.region, alarms),
  };
}

function readIntentionFile(path: string): Intention | null {
  try {
    return readIntention(readFileSync(path, "utf8"));
  } catch (error) {
    if (systemCode(error) === "ENOENT") return null;
    throw error;
  }
}

function writeIntentionFile(path: string, intention: Intention | null): void {
  if (intention === null) rmSync(path, { force: true });
  else writeDurably(path, new TextEncoder().encode(renderIntention(intention)));
}
