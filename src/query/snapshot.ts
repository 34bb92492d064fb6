import type { ProjectFiles } from "../base/project-files.ts";
import type { Source } from "../base/source.ts";
import type { Span } from "../base/span.ts";
import { imageWithoutRegion } from "../diagnostics/codes/image-without-region.ts";
import { parameterMissing } from "../diagnostics/codes/parameter-missing.ts";
import { projectMissing } from "../diagnostics/codes/project-missing.ts";
import { collectInto, diagnose } from "../diagnostics/definition.ts";
import { type Diagnostic, hasErrors, type Outcome } from "../diagnostics/diagnostic.ts";
import { checkEmission } from "../emit/check-emission.ts";
import { buildPlan } from "../plan/build-plan.ts";
import type { Contents } from "../plan/contents.ts";
import { evaluateDeclarations } from "../plan/evaluate/declarations.ts";
import { createEvaluation, type Evaluation } from "../plan/evaluate/evaluation.ts";
import { evaluateLets } from "../plan/evaluate/lets.ts";
import { bindParameters } from "../plan/evaluate/params.ts";
import type { Plan } from "../plan/model.ts";
import type { Origins } from "../plan/origins.ts";
import { checkPolicies } from "../policy/check-policies.ts";
import { runTests } from "../policy/run-tests.ts";
import { checkRollouts } from "../rollout/check-rollouts.ts";
import { type Analysis, analyze } from "../semantics/analyze.ts";
import type { Parse } from "../semantics/load-modules.ts";
import type { SourceFile } from "../syntax/ast.ts";
import { parse } from "../syntax/parse.ts";
import type { CompileInput } from "./compile.ts";
import { sortDiagnostics } from "./sort-diagnostics.ts";

/**
 * A project at one moment. Each stage is computed when it is first asked for, and kept. A snapshot never changes: an
 * edit makes another one, which shares what the edit did not touch.
 */
export interface Snapshot {
  readonly input: CompileInput;
  /** What a source parses to, from the store that all snapshots of a project share. */
  readonly parse: Parse;
  /** Every file that takes part, parsed, bound and checked. */
  analyze(): Outcome<Analysis>;
  /** All values, and the Plan with what is free of errors. */
  lower(): Lowered;
  /** What every stage found, sorted by place. */
  diagnostics(): readonly Diagnostic[];
  /** Whether every stage is computed already. */
  isSettled(): boolean;
  /** The same project with another text of one source, whether or not there is such a file. */
  with(uri: string, text: string): Snapshot;
}

export interface Lowered {
  readonly evaluation: Evaluation;
  /** Without what has errors; null where there is no project. */
  readonly plan: Plan | null;
  /** Whether nothing is missing from the plan. */
  readonly whole: boolean;
  readonly origins: Origins;
  readonly contents: Contents;
  /** What this stage alone found. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Parsed sources by uri: the latest texts of each. Snapshots of several projects may share one. */
export type ParseStore = Map<string, readonly Parsed[]>;

interface Parsed {
  readonly text: string;
  readonly parsed: Outcome<SourceFile>;
}

/** An editor asks about what is written and, for completion, about what may be written next: in turns. */
const textsKept = 2;

/** The first snapshot of a project. `texts`: what sources say instead of what `input.files` has, by uri. */
export function createSnapshot(
  input: CompileInput,
  store: ParseStore = new Map(),
  texts: ReadonlyMap<string, string> = new Map(),
): Snapshot {
  const files = overlay(input.files, texts);
  const stored: Parse = (source) => parseStored(store, source);
  const analyzed = once(() => analyze(files, input.entry, stored));
  let settled = false;
  const lowered = once(() => {
    const result = lower({ ...input, files }, analyzed().value, stored);
    settled = true;
    return result;
  });
  const found = once(() => {
    const all = [...analyzed().diagnostics, ...lowered().diagnostics];
    return sortDiagnostics(input.purpose === "fragment" ? all.filter(concernsFragment) : all);
  });
  return {
    input: { ...input, files },
    parse: stored,
    analyze: analyzed,
    lower: lowered,
    diagnostics: found,
    isSettled: () => settled,
    with: (uri, text) => createSnapshot(input, store, new Map([...texts, [uri, text]])),
  };
}

function parseStored(store: ParseStore, source: Source): Outcome<SourceFile> {
  const known = store.get(source.uri) ?? [];
  const same = known.find((each) => each.text === source.text);
  if (same) return same.parsed;
  const parsed = parse(source);
  store.set(source.uri, [{ text: source.text, parsed }, ...known].slice(0, textsKept));
  return parsed;
}

function lower(input: CompileInput, analysis: Analysis, parse: Parse): Lowered {
  const diagnostics: Diagnostic[] = [];
  const params = new Map();
  const evaluation = createEvaluation({ analysis, report: collectInto(diagnostics), files: input.files, params });
  const missing: Diagnostic[] = [];
  bindParameters(evaluation, input.params, parse, (symbol) => {
    missing.push(diagnose(parameterMissing, symbol.nameSpan, { name: symbol.name }));
  });
  // Whoever only checks a source need not know what it will be built with.
  const level = (input.purpose ?? "build") === "build" ? "error" : "info";
  diagnostics.push(...missing.map((diagnostic) => ({ ...diagnostic, level }) as const));

  evaluateLets(evaluation);
  evaluateDeclarations(evaluation);
  const origins = new Map<string, Span>();
  const contents = new Map<string, Uint8Array>();
  const { lock, locked, live } = input;
  const plan = buildPlan({ evaluation, lock, locked, live, origins, contents });
  checkPolicies(evaluation);
  runTests(evaluation);
  if (plan) for (const finding of checkRollouts(plan, origins)) diagnostics.push(finding);
  if (plan) for (const finding of checkEmission(plan, origins)) diagnostics.push(finding);
  const whole = plan !== null && missing.length === 0 && !hasErrors(diagnostics);
  return { evaluation, plan, whole, origins, contents, diagnostics };
}

// A file that is looked at by itself need not be a whole project.
function concernsFragment({ code }: Diagnostic): boolean {
  return code !== projectMissing.code && code !== imageWithoutRegion.code;
}

function overlay(files: ProjectFiles, texts: ReadonlyMap<string, string>): ProjectFiles {
  return {
    readSource(path) {
      const text = texts.get(path);
      return text === undefined ? files.readSource(path) : { kind: "ok", value: text };
    },
    readTree: (path) => files.readTree(path),
  };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
