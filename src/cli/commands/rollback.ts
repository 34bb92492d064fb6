import { shortDigest } from "../../base/digest.ts";
import { lookup } from "../../base/record.ts";
import { loadDefinition } from "../../host/ledger/generation-store.ts";
import type { LedgerFolder } from "../../host/ledger/ledger-folder.ts";
import { soundLedger } from "../../host/release/fleet-world.ts";
import { type Draft, ReleaseRefused } from "../../host/release/world.ts";
import type { Live } from "../../plan/live.ts";
import type { GenerationDefinition } from "../../plan/model.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import { fleetOf, type LiveEnvironment, revocationOf } from "../../release/ledger/state.ts";
import { rollbackCandidates } from "../../release/query/rollback.ts";
import { rollbackStates } from "../../release/run/rollback-states.ts";
import { contractConflict } from "../../rollout/contract-conflict.ts";
import { defineCommand, flag, textOption } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { ofProject, ofSource } from "../project/path-word.ts";
import { moveFleet } from "../release/move-fleet.ts";
import { environmentNamed, fleetNamed, generationNamed, ledgerFolderOf, rootOf } from "../release/open-release.ts";
import { openStanding } from "../release/open-standing.ts";
import { stateText } from "../release/progress.ts";
import { refuseUnlawful } from "../release/refuse.ts";
import { fleetArgument, reasonOption, releaseOptions, terraformOptions } from "../release/release-options.ts";
import { trafficText } from "../release/traffic-text.ts";
import { withRefusals } from "../release/with-refusals.ts";

export const command = defineCommand({
  summary: "take all traffic back to a generation that was stable before",
  description:
    "Takes all traffic of a fleet back to the generation that was stable before, or to one that --to names. Nothing is " +
    "baked: where its machines still stand, it is one apply; else they are started from the definition that was kept.",
  arguments: { fleet: fleetArgument },
  options: {
    ...releaseOptions,
    to: textOption("--to <generation>", "the generation to go back to (default: the last good one)"),
    reason: reasonOption,
    dryRun: flag("--dry-run", "say what would be done, do nothing"),
    pluginFolder: terraformOptions.pluginFolder,
    pace: terraformOptions.pace,
    yes: terraformOptions.yes,
  },
  run: ({ terminal, arguments: { fleet: name }, options }) =>
    withRefusals(async () => {
      const environmentName = environmentNamed(options.environment);
      const folder = ledgerFolderOf(rootOf(terminal, options.project));
      const ledger = soundLedger(folder, environmentName);
      const to = targetOf(ledger, name, options);
      const stored = loadDefinition(folder, to);
      if (stored.kind !== "found")
        throw new ReleaseRefused(
          stored.kind === "broken" ? stored.message : `the definition of generation ${shortDigest(to)} is not kept`,
        );
      const from = fleetOf(ledger.live, name).stable ?? "";
      refuseOtherData(folder, { fleet: name, from, to }, stored.definition);
      const opened = await openStanding(terminal, options, (live) =>
        withGeneration(live, { environment: environmentName, fleet: name, digest: to, definition: stored.definition }),
      );
      if (opened.kind === "failed") return opened.code;
      const { release } = opened;
      const fleet = fleetNamed(release.environment, name);
      const states = rollbackStates(fleet, to);
      const reason = options.reason ?? `asked for on the command line`;
      const event: Draft = { kind: "rolled_back", fleet: name, from, to, state: states.at(-1)?.state ?? {}, reason };
      refuseUnlawful(ledger, event);
      if (options.dryRun) {
        for (const each of states) terminal.print(`${each.name}: ${stateText(each.state)}\n`);
        return exitCodes.fine;
      }
      const move = { fleet, generation: to, states: async () => states, patience: 3_600_000, event, ledger };
      await moveFleet(terminal, release, move, options);
      const { live } = soundLedger(folder, environmentName);
      terminal.print(`${environmentName} / ${name}: rolled back, ${trafficText(fleetOf(live, name))}\n`);
      return exitCodes.fine;
    }),
});

function targetOf(
  { live }: Ledger,
  name: string,
  options: {
    readonly to: string | undefined;
    readonly project: string | undefined;
    readonly params: readonly string[];
  },
): string {
  const { to: wish, project } = options;
  const fleet = fleetOf(live, name);
  if (fleet.rollout?.phase === "active")
    throw new ReleaseRefused(
      `fleet ${name} is being rolled out; give that up instead: immuc rollout abort --env ${live.environment} ${name}${ofProject(project)}`,
    );
  if (wish !== undefined) {
    const to = generationNamed(wish, fleet.promotions);
    refuseFailed(live, name, to, ofSource(options));
    return to;
  }
  const [next] = rollbackCandidates(live, name);
  if (next === undefined)
    throw new ReleaseRefused(
      `fleet ${name} has no generation in ${live.environment} to go back to: none was stable before, is kept and is good`,
    );
  return next.generation.generation;
}

/** Refuses a generation that was rolled back from; one that must never run again is refused by the ledger's own law. */
function refuseFailed(live: LiveEnvironment, fleet: string, to: string, source: string): void {
  const generation = lookup(fleetOf(live, fleet).generations, to);
  if (generation?.failed !== true || revocationOf(live, generation) !== null) return;
  throw new ReleaseRefused(
    `generation ${shortDigest(to)} of fleet ${fleet} was itself rolled back from, and nothing goes back to it\n` +
      `  Release it again, from the source that it was made of: immuc rollout run ${fleet} --env ${live.environment}${source} --retry ${shortDigest(to)}.`,
  );
}

/** Refuses a generation that can't work on the data of the one that serves, as their contracts say. */
function refuseOtherData(
  folder: LedgerFolder,
  { fleet, from, to }: { readonly fleet: string; readonly from: string; readonly to: string },
  target: GenerationDefinition,
): void {
  const serving = loadDefinition(folder, from);
  if (serving.kind !== "found") return;
  for (const [store, { contract: ours }] of Object.entries(target.stores ?? {})) {
    const theirs = lookup(serving.definition.stores ?? {}, store)?.contract ?? null;
    const conflict = ours === null || theirs === null ? null : contractConflict(ours, theirs);
    if (conflict !== null)
      throw new ReleaseRefused(
        `generation ${shortDigest(to)} of fleet ${fleet} can't run beside ${shortDigest(from)} on store ${store}: ${conflict.problem}\n  ${conflict.help}`,
      );
  }
}

/** A generation that is to be brought back. */
interface Returning {
  readonly environment: string;
  readonly fleet: string;
  readonly digest: string;
  readonly definition: GenerationDefinition;
}

/** History with the definition of a generation that comes back. */
function withGeneration(live: Live, { environment, fleet, digest, definition }: Returning): Live {
  const fleets = live[environment] ?? {};
  const known = fleets[fleet];
  if (known === undefined) return live;
  const generations = { ...known.generations, [digest]: definition };
  return { ...live, [environment]: { ...fleets, [fleet]: { ...known, generations } } };
}
