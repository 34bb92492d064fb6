import type { JsonObject } from "../../base/json.ts";
import { loadDefinition } from "../../host/ledger/generation-store.ts";
import type { LedgerFolder } from "../../host/ledger/ledger-folder.ts";
import { fieldLines } from "../../release/diff/render-text.ts";
import type { EventOf } from "../../release/ledger/entry.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import { fleetOf } from "../../release/ledger/state.ts";
import { type DefinitionChange, definitionChanges } from "../../release/query/definition-changes.ts";
import { explainGeneration } from "../../release/query/history.ts";
import { renderExplanation } from "../../release/query/render-history.ts";
import { defineCommand, flag, optionalWord } from "../command.ts";
import { diffStyle } from "../diff-style.ts";
import { exitCodes } from "../exit-code.ts";
import { type ImageChanges, imageChanges } from "../release/image-changes.ts";
import { environmentNamed, generationNamed, ledgerFolderOf, rootOf } from "../release/open-release.ts";
import { readLedgerOf, requireFleet } from "../release/read-ledger-of.ts";
import { fleetArgument, releaseOptions } from "../release/release-options.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { VerificationError } from "../verification-error.ts";

export const command = defineCommand({
  summary: "say why a fleet runs what it runs",
  description:
    "Explains a generation of a fleet from the ledger: what differs from the one before it, who started it from which " +
    "commit, and everything that happened to it since. What of an image changed is read from the commits of the two.",
  arguments: {
    fleet: fleetArgument,
    generation: optionalWord(
      "generation",
      "the beginning of its digest (default: what is being rolled out, or is live)",
    ),
  },
  options: {
    project: releaseOptions.project,
    environment: releaseOptions.environment,
    json: flag("--json", "print one JSON document"),
  },
  async run({ terminal, arguments: { fleet, generation }, options }) {
    const environment = environmentNamed(options.environment);
    const root = rootOf(terminal, options.project);
    const folder = ledgerFolderOf(root);
    const ledger = readLedgerOf(folder, environment);
    requireFleet(ledger, fleet);
    const digest = chosen(ledger, fleet, generation);
    const explanation = explainGeneration(ledger, fleet, digest);
    if (explanation === null) throw new Error(`generation ${digest} was found, and is not explained`);
    const { before, generation: record } = explanation;
    const changes = changesSince(folder, before, digest);
    const [then, now] = [startOf(ledger, fleet, before), startOf(ledger, fleet, digest)];
    const sameImage = then === null || now === null || then.fingerprint === now.fingerprint;
    const image = sameImage ? null : await imageChanges(root, then, now);
    terminal.print(
      options.json
        ? `${JSON.stringify({ environment, fleet, ...explanation, changes, image: image && asData(image) }, null, 2)}\n`
        : renderExplanation(explanation, changes, image === null ? [] : linesOf(record.image, image, terminal)),
    );
    return exitCodes.fine;
  },
});

/** The entry that started the latest rollout to a generation. */
function startOf({ entries }: Ledger, fleet: string, generation: string | null): EventOf<"started"> | null {
  for (const { event } of entries.toReversed())
    if (event.kind === "started" && event.fleet === fleet && event.generation === generation) return event;
  return null;
}

function linesOf(name: string, image: ImageChanges, terminal: Terminal): readonly string[] {
  return image.kind === "told"
    ? fieldLines(`image ${name}`, image.fields, diffStyle(terminal), image.contents)
    : [`  image ${name}: what of it changed is not known: ${image.why}`];
}

function asData(image: ImageChanges) {
  return image.kind === "told" ? { changes: image.fields } : { unknown: image.why };
}

function chosen({ live }: Ledger, name: string, prefix: string | undefined): string {
  const fleet = fleetOf(live, name);
  const known = Object.keys(fleet.generations);
  if (prefix !== undefined) return generationNamed(prefix, known);
  const current = fleet.rollout?.generation ?? fleet.stable ?? known.at(-1);
  if (current === undefined) throw new UsageError(`fleet ${name} was never released in ${live.environment}`);
  return current;
}

function changesSince(folder: LedgerFolder, before: string | null, after: string): readonly DefinitionChange[] {
  if (before === null) return [];
  return definitionChanges(definitionOf(folder, before), definitionOf(folder, after));
}

function definitionOf(folder: LedgerFolder, generation: string): JsonObject {
  const stored = loadDefinition(folder, generation);
  // A definition is plain JSON by its contract, which an interface can't say without an index signature.
  if (stored.kind === "found") return stored.definition as unknown as JsonObject;
  throw new VerificationError(
    stored.kind === "broken"
      ? stored.message
      : `the definition of generation ${generation.slice(0, 12)} is missing from ${folder.shownAs}/generations`,
  );
}
