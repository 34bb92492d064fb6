import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { assertNever } from "../../base/assert-never.ts";
import { openGitProject } from "../../host/git-project-files.ts";
import type { Live } from "../../plan/live.ts";
import type { Compilation } from "../../query/compile.ts";
import { digestInputs } from "../../query/record-inputs.ts";
import { type ChangedInput, changedInputs } from "../../release/diff/changed-inputs.ts";
import { contentDiff } from "../../release/diff/content-diff.ts";
import { diffOutline } from "../../release/diff/diff-outline.ts";
import { diffPlans } from "../../release/diff/diff-plans.ts";
import type { PlanDiff } from "../../release/diff/plan-diff.ts";
import { renderDiffMarkdown } from "../../release/diff/render-markdown.ts";
import { type ContentDiff, renderDiffText } from "../../release/diff/render-text.ts";
import { choiceOption, defineCommand, flag, textOption } from "../command.ts";
import { diffStyle } from "../diff-style.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { type CompiledProject, compileProject, exitCodeFor } from "../project/compile-project.ts";
import { compileVersion } from "../project/compile-version.ts";
import { pathWord } from "../project/path-word.ts";
import { printFindings } from "../project/print-findings.ts";
import { projectArgument, projectOptions } from "../project/project-options.ts";
import { findManifest } from "../project/read-output-manifest.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export const command = defineCommand({
  summary: "show what changes against an earlier version, and what that causes",
  description:
    "Shows what differs between an earlier version of the project (what git has at HEAD, where --from names no other) " +
    "and now, in the language's own terms, and what each difference causes: images to bake, fleets to replace and by " +
    "which steps, changes in place. Against an output folder, only what its manifest tells. Writes nothing.",
  arguments: { path: projectArgument },
  options: {
    params: projectOptions.params,
    environment: projectOptions.environment,
    from: textOption("--from <version>", "a git revision, an output folder or its manifest (default: HEAD)"),
    format: choiceOption("-f, --format <format>", "how to print the differences", ["text", "json", "markdown"]),
    json: flag("--json", "the same as --format json"),
    exitCode: flag("--exit-code", "end with 3 when anything that is built changes"),
  },
  async run({ terminal, arguments: { path }, options }) {
    if (path !== undefined) refuseRevision(terminal.folder, path);
    let live: Live = {};
    const now = await compileProject(terminal.folder, path, { ...options, locked: false }, (history) => {
      live = history;
      return history;
    });
    const { plan, diagnostics, sources } = now.compilation;
    await printFindings(terminal, diagnostics, sources, now.place.root);
    if (plan === null) return exitCodeFor(diagnostics);
    const compared = await compare(terminal, now, live, options);
    if (compared === null) return exitCodes.source;
    const format = options.json ? "json" : options.format;
    switch (format) {
      case "text":
        terminal.print(asText(compared, terminal));
        break;
      case "json":
        terminal.print(asJson(compared));
        break;
      case "markdown":
        terminal.print(renderDiffMarkdown(compared.diff, `What changes against ${compared.from}`, compared.contents));
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
  now: CompiledProject,
  live: Live,
  { from = head, environment }: { readonly from: string | undefined; readonly environment: string | undefined },
): Promise<Compared | null> {
  const { plan, inputs } = now.compilation;
  if (plan === null) return null;
  const output = findManifest(resolve(terminal.folder, from), from);
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
  const then = await compileRevision(now, live, from, environment);
  if (then.plan === null) {
    terminal.note(`the project at ${from} has errors, so there is nothing to compare with\n`);
    await printFindings(terminal, then.diagnostics, then.sources, now.place.root);
    return null;
  }
  const before = Object.fromEntries(digestInputs(then.inputs).map((input) => [input.path, input.sha256]));
  return {
    from,
    diff: diffPlans(then.plan, plan),
    inputs: changedInputs(before, digestInputs(inputs)),
    contents: (was, is) =>
      contentDiff(then.contents.get(was ?? "") ?? undefined, now.compilation.contents.get(is ?? "")),
  };
}

const head = "HEAD";

async function compileRevision(
  { place, params }: CompiledProject,
  live: Live,
  revision: string,
  environment: string | undefined,
): Promise<Compilation> {
  const opened = openGitProject(place.root, revision);
  switch (opened.kind) {
    case "open": {
      const { files } = opened;
      if (files.readSource(place.entry).kind === "missing")
        throw new UsageError(
          `--from ${revision}: the project is not there; it came later, or lay in another folder\n` +
            "  Name a version that has it, or an output folder.",
        );
      return compileVersion({ files, ...place, params, live, environment });
    }
    case "no-repository":
      throw new UsageError(
        "the project is in no git repository, so it has no earlier version\n  Name an output folder to compare with: --from dist.",
      );
    case "unknown-revision":
      if (revision === head)
        throw new UsageError(
          "the repository has no commit yet, so there is no earlier version\n  Name an output folder to compare with: --from dist.",
        );
      throw new UsageError(
        `--from ${revision}: git knows no such revision, and there is no such output folder\n` +
          "  Name a commit, a branch or a tag, or a folder with an immu.manifest.json.",
      );
    default:
      return assertNever(opened);
  }
}

function only<T>(record: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  const found = Object.hasOwn(record, name) ? record[name] : undefined;
  return found === undefined ? {} : { [name]: found };
}

function verdict({ changes, effects }: PlanDiff): ExitCode {
  return changes.length + effects.length === 0 ? exitCodes.fine : exitCodes.policy;
}

function asText({ from, diff, inputs, contents }: Compared, terminal: Terminal): string {
  const text = renderDiffText(diff, diffStyle(terminal), contents);
  if (text !== "") return text;
  if (inputs.length === 0) return `nothing changed since ${from}\n`;
  const files = inputs.map(({ path }) => path).join(", ");
  return `no effect: ${files} ${inputs.length === 1 ? "differs" : "differ"} from ${from}, and nothing that is built changes\n`;
}

function asJson({ from, diff, inputs }: Compared): string {
  return `${JSON.stringify({ from, ...diff, inputs }, null, 2)}\n`;
}
