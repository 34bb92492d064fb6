import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../../package.json";
import type { ProjectFiles } from "../../base/project-files.ts";
import type { Source } from "../../base/source.ts";
import { projectMissing } from "../../diagnostics/codes/project-missing.ts";
import { diagnose } from "../../diagnostics/definition.ts";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.ts";
import type { LedgerHeads } from "../../emit/output/manifest.ts";
import { EnvironmentFault } from "../../host/fault.ts";
import { nodeProjectFiles } from "../../host/node-project-files.ts";
import { tuneEngine } from "../../host/tune-engine.ts";
import type { Live } from "../../plan/live.ts";
import type { Compilation } from "../../query/compile.ts";
import { headOf } from "../../release/ledger/head.ts";
import type { Ledger } from "../../release/ledger/ledger.ts";
import type { Holding } from "../../release/lock/check-compiler.ts";
import type { LockFile } from "../../release/lock/model.ts";
import { lockFileName } from "../../release/lock/model.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import type { Stages } from "../stages.ts";
import { VerificationError } from "../verification-error.ts";
import { locateProject, locateSource, type ProjectPlace } from "./locate-project.ts";
import { onlyEnvironment } from "./only-environment.ts";
import { problemText } from "./problem-text.ts";
import { readParams } from "./project-options.ts";

export interface ProjectOptions {
  readonly params: readonly string[];
  readonly environment: string | undefined;
  readonly locked: boolean;
  /** What the sources must have; everything, where nothing else is said. */
  readonly purpose?: "build" | "check" | "lock";
  /** How the files below a root are read; from the disk, where nothing else is said. */
  readonly files?: (root: string) => ProjectFiles;
  /**
   * The environment whose history alone is needed: where one of another can't be trusted, `tell` is told, and no history but
   * this is read.
   */
  readonly needed?: { readonly environment: string; readonly tell: (line: string) => void };
  /** Whom to tell what is done. */
  readonly stages?: Stages;
}

export interface CompiledProject {
  readonly place: ProjectPlace;
  readonly params: ReadonlyMap<string, string>;
  /** How far each ledger reached that was read. */
  readonly ledger: LedgerHeads;
  /** The plan is limited to `--env`, where that is given. */
  readonly compilation: Compilation;
}

/**
 * Compiles the project that a command line means, with its lock and its history. `withHistory` may add to what history
 * says is live: a generation that is to be brought back.
 */
export async function compileProject(
  currentFolder: string,
  path: string | undefined,
  options: ProjectOptions,
  withHistory: (live: Live) => Live = (live) => live,
): Promise<CompiledProject> {
  const purpose = options.purpose ?? "build";
  const { isPart, ...place } =
    purpose === "check" ? locateSource(currentFolder, path) : { ...locateProject(currentFolder, path), isPart: false };
  const params = readParams(options.params);
  const files = (options.files ?? nodeProjectFiles)(place.root);
  const size = statSync(join(place.root, place.entry), { throwIfNoEntry: false })?.size ?? 0;
  await tuneEngine(size, purpose);
  await options.stages?.next("reading and checking", size > large);
  const { compile } = await import("../../query/compile.ts");
  const lock = await readLock(files, place.root, { compiler: version, locked: options.locked });
  const history = await readHistoryOf(place.root, options.needed);
  const compilation = compile({
    files,
    entry: place.entry,
    params,
    lock: lock.value,
    locked: options.locked,
    live: withHistory(history.live),
    environment: options.environment,
    purpose: isPart ? "fragment" : purpose,
  });
  const found = [...lock.diagnostics, ...compilation.diagnostics];
  // Whoever only checks may look at a file of parts for others; anything else needs a project to work on.
  const made = purpose === "lock" ? compilation.bases : compilation.plan;
  const nothing = made === null && purpose !== "check" && !hasErrors(found);
  const entry = { uri: place.entry, start: 0, end: 0 };
  const diagnostics = nothing ? [...found, diagnose(projectMissing, entry, {})] : found;
  const plan = hasErrors(diagnostics) || compilation.plan === null ? null : compilation.plan;
  return {
    place,
    params,
    ledger: history.ledger,
    compilation: {
      ...compilation,
      plan: plan === null ? null : onlyEnvironment(plan, options.environment),
      emittable: hasErrors(lock.diagnostics) ? null : compilation.emittable,
      sources: new Map([...compilation.sources, ...lock.sources]),
      inputs: new Map([...compilation.inputs, ...lock.inputs]),
      diagnostics,
    },
  };
}

/** In bytes: checking what is larger takes longer than one waits without a word. */
const large = 300_000;

/** The code to end with for what was found: errors of policies and tests alone are a verdict, others are mistakes. */
export function exitCodeFor(diagnostics: readonly Diagnostic[]): ExitCode {
  const errors = diagnostics.filter((diagnostic) => diagnostic.level === "error");
  if (errors.length === 0) return exitCodes.fine;
  return errors.every((error) => error.code.startsWith("IMMU5")) ? exitCodes.policy : exitCodes.source;
}

interface LockReading {
  readonly value: LockFile | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, Source>;
  readonly inputs: Compilation["inputs"];
}

/** Reads and parses the lock of a project, from wherever its files are. */
export async function readLock(files: ProjectFiles, root: string, held: Holding | null): Promise<LockReading> {
  const text = files.readSource(lockFileName);
  if (text.kind === "missing") return { value: null, diagnostics: [], sources: new Map(), inputs: new Map() };
  if (text.kind !== "ok") throw new EnvironmentFault(`can't read ${join(root, lockFileName)}: ${problemText(text)}`);
  const { parseLock } = await import("../../release/lock/parse.ts");
  const source: Source = { uri: lockFileName, text: text.value };
  const { value, diagnostics } = parseLock(source, held);
  return {
    value,
    diagnostics,
    sources: new Map([[lockFileName, source]]),
    inputs: new Map([[lockFileName, text.value]]),
  };
}

/** Reads what the ledgers of a project say is live; refuses where they can't be trusted. */
export async function readHistoryOf(
  root: string,
  needed: ProjectOptions["needed"] = undefined,
): Promise<{ readonly live: Live; readonly ledger: LedgerHeads }> {
  const folder = { path: join(root, "ledger"), shownAs: "ledger" };
  if (!existsSync(folder.path)) return { live: {}, ledger: {} };
  const { problemLine, readHistory, untrustedText } = await import("../../host/ledger/read-history.ts");
  const history = readHistory(folder);
  if (history.kind === "read") return { live: history.live, ledger: headsOf(history.ledgers) };
  const alone = needed === undefined ? history : readHistory(folder, [needed.environment]);
  if (alone.kind === "broken") throw new VerificationError(untrustedText(alone.problems));
  needed?.tell(
    `what is live in other environments is left out, as it can't be trusted\n${history.problems.map(problemLine).join("")}`,
  );
  return { live: alone.live, ledger: headsOf(alone.ledgers) };
}

function headsOf(ledgers: ReadonlyMap<string, Ledger>): LedgerHeads {
  return Object.fromEntries(
    [...ledgers].flatMap(([environment, ledger]) => {
      const head = headOf(ledger);
      return head === null ? [] : [[environment, head]];
    }),
  );
}
