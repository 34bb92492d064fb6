import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { version } from "../../../package.json";
import { faultsNaming } from "../../host/fault.ts";
import { readLockFile, writeLockFile } from "../../host/lock-file.ts";
import type { WantedBase } from "../../plan/lock.ts";
import { readImageList } from "../../release/lock/image-list.ts";
import { type AvailableImage, baseKey, lockFileName } from "../../release/lock/model.ts";
import { renderChanges, renderCompiler, renderNewer } from "../../release/lock/render-changes.ts";
import { type LockResolution, type NewerBase, newerBases, resolveLock } from "../../release/lock/resolve.ts";
import { distinctBases } from "../../release/lock/wanted.ts";
import { defineCommand, flag, textOption } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { compileProject, exitCodeFor } from "../project/compile-project.ts";
import { hasErrorsBesideRollouts } from "../project/errors-beside-rollouts.ts";
import { printFindings } from "../project/print-findings.ts";
import { projectArgument, projectOptions } from "../project/project-options.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  summary: "pin the base images that the project starts from, and the compiler",
  description:
    "Pins every base image in immu.lock to the newest one that fits. What is pinned stays until --update; what nothing " +
    "wants is dropped. The version of immuc that runs is pinned too. Asks EC2 for what is not pinned, with --update and " +
    "--check for all, or reads a list of images with --from.",
  arguments: { path: projectArgument },
  options: {
    params: projectOptions.params,
    update: flag("--update", "move every pin to the newest image"),
    check: flag("--check", "write nothing; fail when the lock is not what the project wants, or has fallen behind"),
    from: textOption("--from <file>", "take images from a JSON list, such as `aws ec2 describe-images` prints"),
    region: textOption("--region <region>", "where the images of --from are, when the list does not say"),
    json: flag("--json", "print one JSON document"),
  },
  async run({ terminal, arguments: { path }, options }) {
    if (options.check && options.update)
      throw new UsageError("--check writes nothing, so --update has no meaning with it");
    const { place, compilation } = await compileProject(terminal.folder, path, {
      params: options.params,
      environment: undefined,
      locked: false,
      purpose: "lock",
    });
    const { bases, diagnostics, sources } = compilation;
    if (bases === null || (await hasErrorsBesideRollouts(diagnostics))) {
      await printFindings(terminal, diagnostics, sources, place.root);
      return exitCodeFor(diagnostics);
    }
    const wanted = distinctBases(bases);
    const previous = readLockFile(place.root).value;
    const pinned = new Set(previous.bases.map(baseKey));
    // What is pinned stays, whatever there is: locking anew, for another compiler say, needs no AWS.
    const open = options.update || options.check ? wanted : wanted.filter((base) => !pinned.has(baseKey(base)));
    const available = await imagesFor(open, terminal.folder, options.from, options.region);
    const resolution = resolveLock({ wanted, available, previous, compiler: version, update: () => options.update });
    const newer = newerBases(resolution.lock, available);
    const written = options.check ? false : writeLockFile(place.root, resolution.lock);
    terminal.print(
      options.json ? asJson(resolution, newer, written) : asText(resolution, newer, written, options.check),
    );
    return options.check ? verdictOf(resolution, newer) : outcomeOf(resolution, terminal);
  },
});

async function imagesFor(
  wanted: readonly WantedBase[],
  folder: string,
  from: string | undefined,
  region: string | undefined,
): Promise<readonly AvailableImage[]> {
  if (from === undefined) {
    if (region !== undefined)
      throw new UsageError("--region says where the images of --from are; name a list with --from");
    if (wanted.length === 0) return [];
    const { availableImages } = await import("../../host/aws/images.ts");
    return availableImages(wanted);
  }
  const text = faultsNaming("read", from, () => readFileSync(resolve(folder, from), "utf8"));
  const list = readImageList(text, region ?? null);
  if (list.kind === "broken") throw new UsageError(`--from ${from} is no list of images: ${list.message}`);
  return list.images;
}

function outcomeOf({ changes }: LockResolution, terminal: Terminal): ExitCode {
  const missing = changes.filter(({ kind }) => kind === "missing").length;
  if (missing === 0) return exitCodes.fine;
  terminal.note(`${missing} of the bases could not be pinned: nothing that is available fits\n`);
  return exitCodes.policy;
}

function verdictOf({ changes, compiler }: LockResolution, newer: readonly NewerBase[]): ExitCode {
  const kept = changes.every(({ kind }) => kind === "kept") && compiler.was === compiler.is;
  return kept && newer.length === 0 ? exitCodes.fine : exitCodes.policy;
}

function asText(
  { changes, compiler }: LockResolution,
  newer: readonly NewerBase[],
  written: boolean,
  check: boolean,
): string {
  const behind = renderNewer(newer);
  const summary = check ? "" : `${written ? "wrote" : "unchanged:"} ${lockFileName}\n`;
  return `${renderChanges(changes)}${renderCompiler(compiler)}${behind}${summary}`;
}

function asJson({ changes, compiler }: LockResolution, newer: readonly NewerBase[], written: boolean): string {
  return `${JSON.stringify({ written, changes, compiler, newer }, null, 2)}\n`;
}
