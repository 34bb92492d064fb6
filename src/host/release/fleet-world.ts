import { rmSync } from "node:fs";
import { join } from "node:path";
import { shortDigest } from "../../base/digest.ts";
import { fleetVariableName } from "../../emit/terraform/variable.ts";
import type { FleetPlan, FleetState, GenerationDefinition } from "../../plan/model.ts";
import type { LedgerEvent } from "../../release/ledger/entry.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import type { Sighting } from "../../release/run/action.ts";
import { type Intention, readIntention, renderIntention } from "../../release/run/intention.ts";
import { type FleetShape, missingOf, missingTraffic, standingOf } from "../../release/run/observation.ts";
import { readAlarms } from "../aws/alarm-readings.ts";
import { observeFleet } from "../aws/observe-fleet.ts";
import { writeDurably } from "../durable.ts";
import { EnvironmentFault, nullOn } from "../fault.ts";
import { describeHolder, withFolderLock } from "../folder-lock.ts";
import type { LedgerFolder } from "../ledger/ledger-folder.ts";
import { readLedger } from "../ledger/read-ledger.ts";
import { recordEvent } from "../ledger/record-event.ts";
import { readRegularText } from "../regular-file.ts";
import type { FleetResources } from "../terraform/fleet-resources.ts";
import { workspacePath } from "../terraform/workspace.ts";
import { type ApplyOptions, planState } from "./apply-state.ts";
import type { Clock } from "./clock.ts";
import { type Draft, type News, ReleaseRefused, type ReleaseWorld } from "./world.ts";

export interface FleetWorldOptions extends ApplyOptions {
  readonly clock: Clock;
  readonly root: string;
  readonly folder: LedgerFolder;
  readonly actor: string;
  readonly commit: string | null;
  readonly tell: (news: News) => void;
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
    record: (event, definitions = []) => recordDraft(options, event, definitions),
    alone: (work) => aloneIn(options, work),
    plan: async (name, state, direction) => {
      const apply = await planState(options, ledger(), { name, state, direction });
      return () => {
        resources = null;
        return apply();
      };
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
function shapeOf(fleet: FleetPlan): FleetShape {
  return { routed: fleet.route !== null, rolling: fleet.rollout.strategy === "rolling" };
}

/** The ledger of an environment, which must be sound. */
export function soundLedger(folder: LedgerFolder, environment: string): Ledger {
  const verified = readLedger(folder, environment);
  if (verified.kind === "sound") return verified.ledger;
  const { line, message } = verified.problem;
  throw new ReleaseRefused(`${folder.shownAs}/${environment}.jsonl:${line} can't be trusted: ${message}`);
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
  const observed = await observeFleet(environment.region, resources, shape, at);
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
  return nullOn(["ENOENT"], () => readIntention(readRegularText(path)));
}

function writeIntentionFile(path: string, intention: Intention | null): void {
  if (intention === null) rmSync(path, { force: true });
  else writeDurably(path, new TextEncoder().encode(renderIntention(intention)));
}
