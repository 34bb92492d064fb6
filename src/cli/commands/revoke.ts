import { shortDigest } from "../../base/digest.ts";
import { byText } from "../../base/order.ts";
import { readCommit } from "../../host/release/commit.ts";
import type { Draft } from "../../host/release/world.ts";
import type { FleetRecord, ImageRecord, LiveEnvironment } from "../../release/ledger/state.ts";
import { descendants } from "../../release/query/images.ts";
import { defineCommand, flag, word } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { ofProject } from "../project/path-word.ts";
import { ledgerFolderOf, rootOf } from "../release/open-release.ts";
import { soundHistory } from "../release/read-ledger-of.ts";
import { recordIn } from "../release/record-in.ts";
import { reasonOption, releaseOptions } from "../release/release-options.ts";
import { withRefusals } from "../release/with-refusals.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  summary: "say that an image must never run again, nor what was baked from it",
  description:
    "Records in the ledger of every environment that has it that an image must never be rolled out or rolled back to " +
    "again, and neither must any image that was baked from it. What runs it goes on until it is replaced. It is final.",
  arguments: { image: word("image", "an image's name, or the beginning of its fingerprint") },
  options: {
    project: releaseOptions.project,
    reason: reasonOption,
    json: flag("--json", "print one JSON document"),
  },
  run: ({ terminal, arguments: { image: wish }, options }) =>
    withRefusals(async () => {
      const { reason } = options;
      if (reason === undefined || reason.trim() === "") throw new UsageError("a revocation needs a reason: --reason");
      const root = rootOf(terminal, options.project);
      const folder = ledgerFolderOf(root);
      const environments = [...soundHistory(folder).ledgers.values()].map(({ live }) => live);
      const image = imageMeant(environments, wish);
      const all = [image.fingerprint, ...descendants(environments, image.fingerprint)];
      const commit = (await readCommit(root))?.commit ?? null;
      const revoked: Revoked[] = [];
      for (const { environment, images, fleets } of environments) {
        const here = all.filter((fingerprint) => Object.hasOwn(images, fingerprint));
        for (const fingerprint of here) {
          const because =
            fingerprint === image.fingerprint
              ? reason
              : `baked from ${shortDigest(image.fingerprint)}, which is revoked: ${reason}`;
          const event: Draft = { kind: "revoked", subject: { kind: "image", fingerprint }, reason: because };
          await recordIn({ terminal, folder, commit }, environment, event);
          const runs = Object.values(fleets).flatMap((fleet) =>
            Object.keys(fleet.state)
              .filter((id) => fleet.generations[id]?.fingerprint === fingerprint)
              .map((generation) => ({ fleet: fleet.name, generation, goesBack: isUnderWay(fleet, generation) })),
          );
          const one = { environment, image: images[fingerprint]?.name ?? "", fingerprint, runs };
          revoked.push(one);
          if (!options.json) terminal.print(revokedText(one, ofProject(options.project)));
        }
      }
      if (options.json) terminal.print(`${JSON.stringify({ revoked }, null, 2)}\n`);
      return exitCodes.fine;
    }),
});

interface Revoked {
  readonly environment: string;
  readonly image: string;
  readonly fingerprint: string;
  /** What goes on to run it; `goesBack` where that is a rollout before its promotion, which can only be aborted now. */
  readonly runs: readonly { readonly fleet: string; readonly generation: string; readonly goesBack: boolean }[];
}

function isUnderWay({ rollout }: FleetRecord, generation: string): boolean {
  return rollout?.phase === "active" && rollout.generation === generation;
}

/** `place`: the project, as options of a command. */
function revokedText({ environment, image, fingerprint, runs }: Revoked, place: string): string {
  const still = runs.map(({ fleet, generation, goesBack }) =>
    goesBack
      ? `  fleet ${fleet} is being rolled out to it, as generation ${shortDigest(generation)}: its rollout goes back as it goes on, or now by immuc rollout abort ${fleet} --env ${environment}${place}\n`
      : `  fleet ${fleet} still runs it, as generation ${shortDigest(generation)}: release another, or roll back\n`,
  );
  return `${environment}: image ${image} ${shortDigest(fingerprint)} is revoked\n${still.join("")}`;
}

function imageMeant(environments: readonly LiveEnvironment[], wish: string): ImageRecord {
  const images = new Map(
    environments.flatMap(({ images }) => Object.values(images)).map((image) => [image.fingerprint, image]),
  );
  const sorted = [...images.values()].sort(byText(({ fingerprint }) => fingerprint));
  const named = sorted.filter(({ name, pruned }) => name === wish && !pruned);
  const found =
    named.length > 0 ? named : sorted.filter(({ fingerprint }) => fingerprint.startsWith(wish.toLowerCase()));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const list = (found.length > 0 ? found : sorted).map(
    ({ name, fingerprint }) => `${name} ${shortDigest(fingerprint)}`,
  );
  throw new UsageError(
    found.length > 0
      ? `${wish} means several images; name one by its fingerprint\n  ${list.join("\n  ")}`
      : `no image ${wish} was baked\n  There are: ${list.join(", ") || "none"}.`,
  );
}
