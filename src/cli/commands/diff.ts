import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { assertNever } from "../../base/assert-never.ts";
import { lookup } from "../../base/record.ts";
import { firstNames } from "../../base/wording.ts";
import { visibleLine } from "../../diagnostics/render/visible.ts";
import { openGitProject } from "../../host/git-project-files.ts";
import type { Plan } from "../../plan/model.ts";
import type { Compilation } from "../../query/compile.ts";
import { digestInputs } from "../../query/record-inputs.ts";
import { type ChangedInput, changedInputs } from "../../release/diff/changed-inputs.ts";
import { contentDiff } from "../../release/diff/content-diff.ts";
import { diffOutline } from "../../release/diff/diff-outline.ts";
import { diffPlans } from "../../release/diff/diff-plans.ts";
import type { PlanDiff } from "../../release/diff/plan-diff.ts";
import { renderDiffMarkdown } from "../../release/diff/render-markdown.ts";
import { type ContentDiff, renderDiffText } from "../../release/diff/render-text.ts";
import type { AppliedBuild } from "../../release/replay/find-release.ts";
import { choiceOption, defineCommand, flag, textOption } from "../command.ts";
import { diffStyle } from "../diff-style.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { compileProject, exitCodeFor, readHistoryOf } from "../project/compile-project.ts";
import { findManifest } from "../project/find-manifest.ts";
import { locateProject } from "../project/locate-project.ts";
import { pathWord } from "../project/path-word.ts";
import { printFindings } from "../project/print-findings.ts";
import { projectArgument, projectOptions, readParams } from "../project/project-options.ts";
import { compileNamed, head, releaseAt, type VersionWish } from "../release/named-version.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  summary: "show what changes against an earlier version, and what that causes",
  description:
    "Shows what differs between an earlier version of the project (what git has at HEAD, where --from names no other) " +
    "and now, or a version that --to names, in the language's own terms, and what each difference causes: images to bake, fleets to replace and by " +
    "which steps, changes in place. Against an output folder, only what its manifest tells. Writes nothing.",
  arguments: { path: projectArgument },
  options: {
    params: projectOptions.params,
    environment: projectOptions.environment,
    from: textOption(
      "--from <version>",
      "a git revision, a release such as prod:12, an output folder or its manifest (default: HEAD)",
    ),
    to: textOption("--to <version>", "a git revision or a release (default: the files as they are)"),
    format: choiceOption("-f, --format <format>", "how to print the differences", ["text", "json", "markdown"]),
    json: flag("--json", "the same as --format json"),
    exitCode: flag("--exit-code", "end with 3 when anything that is built changes"),
  },
  async run({ terminal, arguments: { path }, options }) {
    if (path !== undefined) refuseRevision(terminal.folder, path);
    const { from = head, to } = options;
    const place = locateProject(terminal.folder, path);
    const [was, is] = [releaseAt(place.root, from), to === undefined ? null : releaseAt(place.root, to)];
    // What a release was built from has all environments, and was built for one.
    const places = new Set([was, is].flatMap((release) => (release === null ? [] : [release.environment])));
    const environment = options.environment ?? (places.size === 1 ? [...places][0] : undefined);
    const params = readParams(options.params);
    const { live } = await readHistoryOf(place.root);
    const wish = { place, params, live, environment };
    const now =
      to === undefined
        ? (await compileProject(terminal.folder, path, { ...options, environment, locked: false })).compilation
        : await compileNamed(wish, "--to", to, is);
    const { plan, diagnostics, sources } = now;
    if (to === undefined || plan === null) await printFindings(terminal, diagnostics, sources, place.root);
    if (plan === null) return exitCodeFor(diagnostics);
    const compared = await compare(terminal, { ...now, plan }, wish, { from, release: was });
    if (compared === null) return exitCodes.source;
    const format = options.json ? "json" : options.format;
    switch (format) {
      case "text":
        terminal.print(asText(compared, to, terminal));
        break;
      case "json":
        terminal.print(asJson(compared, to));
        break;
      case "markdown":
        terminal.print(renderDiffMarkdown(compared.diff, titleOf(compared.from, to), compared.contents));
        break;
      default:
        assertNever(format);
    }
    return options.exitCode ? verdict(compared.diff) : exitCodes.fine;
  },
});

// `diff HEAD`, as git has it.
function refuseRevision(folder: string, path: string): void {
  if (existsSync(resolve(folder, path)) || openGitProject(folder, path).kind !== "open") return;
  const command = `immuc diff --from ${pathWord(path)}`;
  throw new UsageError(
    `there is no file or folder ${path}\n  The version to compare with stands behind --from: ${command}.`,
  );
}

interface Earlier {
  /** As people name it. */
  readonly from: string;
  /** Null where no release is named. */
  readonly release: AppliedBuild | null;
}

interface Compared {
  /** The earlier version, as people name it. */
  readonly from: string;
  readonly diff: PlanDiff;
  readonly inputs: readonly ChangedInput[];
  readonly contents: ContentDiff;
}

/** Compares with the earlier version; null where that has errors, which are printed. */
async function compare(
  terminal: Terminal,
  { plan, inputs, contents }: Compilation & { readonly plan: Plan },
  wish: VersionWish,
  { from, release }: Earlier,
): Promise<Compared | null> {
  const { place, environment } = wish;
  const output = release === null ? findManifest(resolve(terminal.folder, from), from) : null;
  if (output !== null) {
    const { images, fleets, inputs: before } = output.manifest;
    const inside = environment === undefined ? fleets : only(fleets, environment);
    return {
      from,
      diff: diffOutline({ images, fleets: inside }, plan),
      inputs: changedInputs(before, digestInputs(inputs)),
      contents: () => null,
    };
  }
  const then = await compileNamed(wish, "--from", from, release);
  if (then.plan === null) {
    terminal.note(`the project at ${from} has errors, so there is nothing to compare with\n`);
    await printFindings(terminal, then.diagnostics, then.sources, place.root);
    return null;
  }
  const before = Object.fromEntries(digestInputs(then.inputs).map((input) => [input.path, input.sha256]));
  return {
    from,
    diff: diffPlans(then.plan, plan),
    inputs: changedInputs(before, digestInputs(inputs)),
    contents: (was, is) => contentDiff(then.contents.get(was ?? "") ?? undefined, contents.get(is ?? "")),
  };
}

function only<T>(record: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  const found = lookup(record, name);
  return found === undefined ? {} : { [name]: found };
}

function verdict({ changes, effects }: PlanDiff): ExitCode {
  return changes.length + effects.length === 0 ? exitCodes.fine : exitCodes.policy;
}

function titleOf(from: string, to: string | undefined): string {
  return to === undefined ? `What changes against ${from}` : `What changes from ${from} to ${to}`;
}

function asText({ from, diff, inputs, contents }: Compared, to: string | undefined, terminal: Terminal): string {
  const text = renderDiffText(diff, diffStyle(terminal), contents);
  if (text !== "") return text;
  if (inputs.length === 0)
    return to === undefined ? `nothing changed since ${from}\n` : `${from} and ${to} are the same\n`;
  const files = firstNames(inputs.map(({ path }) => visibleLine(path)));
  const differ = `${files} ${inputs.length === 1 ? "differs" : "differ"} from ${from}`;
  return `no effect: ${differ}${to === undefined ? "" : ` in ${to}`}, and nothing that is built changes\n`;
}

function asJson({ from, diff, inputs }: Compared, to: string | undefined): string {
  return `${JSON.stringify({ from, to: to ?? null, ...diff, inputs }, null, 2)}\n`;
}
