import { distinctTexts } from "../base/order.ts";
import type { ProjectFiles } from "../base/project-files.ts";
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
import { instanceOf } from "../plan/evaluate/instance.ts";
import { evaluateLets } from "../plan/evaluate/lets.ts";
import { bindParameters } from "../plan/evaluate/params.ts";
import { settleRefused } from "../plan/evaluate/refused.ts";
import { limitedTo } from "../plan/limited-to.ts";
import type { WantedBase } from "../plan/lock.ts";
import { type Lowering, spanAt } from "../plan/lower/lowering.ts";
import type { Plan } from "../plan/model.ts";
import type { Origins } from "../plan/origins.ts";
import { type WantedBases, wantedBases } from "../plan/wanted-bases.ts";
import { checkPolicies } from "../policy/check-policies.ts";
import { findEmptyChecks } from "../policy/find-empty-checks.ts";
import { runTests } from "../policy/run-tests.ts";
import { checkRollouts } from "../rollout/check-rollouts.ts";
import { type Analysis, checkAround, checkWithTypes } from "../semantics/analyze.ts";
import { loadModules, type Modules, type Parse } from "../semantics/load-modules.ts";
import type { ParamSymbol } from "../semantics/symbols.ts";
import type { CompileInput } from "./compile-input.ts";
import { createParseStore, type ParseStore } from "./parse-store.ts";
import { sortDiagnostics } from "./sort-diagnostics.ts";
import { withoutConsequences } from "./without-consequences.ts";

/**
 * A project at one moment. Each stage is computed when it is first asked for, and kept. An edit makes another snapshot,
 * which takes over what the edit did not touch: the one before it must not be asked any more.
 */
export interface Snapshot {
  readonly input: CompileInput;
  /** What a source parses to, from the store that all snapshots of a project share. */
  readonly parse: Parse;
  /** Every file that takes part, parsed and bound. */
  modules(): Outcome<Modules>;
  /** Every file that takes part, checked as well. */
  analyze(): Outcome<Analysis>;
  /** All values, and the Plan with what is free of errors. */
  lower(): Lowered;
  /** What every stage found, sorted by place. */
  diagnostics(): readonly Diagnostic[];
  /** Whether everything is checked already. */
  isChecked(): boolean;
  /** Whether every stage is computed already. */
  isSettled(): boolean;
  /**
   * The same project with another text of one source, whether or not there is such a file. It is good until the next one
   * is made.
   */
  with(uri: string, text: string): Snapshot;
  /** As `with`, but only what is around an offset of that source is known of it. */
  probe(uri: string, text: string, offset: number): Snapshot;
}

export interface Lowered {
  readonly evaluation: Evaluation;
  /** Without what has errors; null where there is no project. */
  readonly plan: Plan | null;
  /** Whether nothing is missing from the plan. */
  readonly whole: boolean;
  /** The same, whatever policies, tests and rollout rules say of it. */
  readonly emittable: boolean;
  /** What all images start from; null where that was not the purpose, or is not known. */
  readonly bases: readonly WantedBase[] | null;
  readonly origins: Origins;
  readonly contents: Contents;
  /** What this stage alone found. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The first snapshot of a project. `texts`: what sources say instead of what `input.files` has, by uri. `check`: where not
 * all of it is to be checked, or nobody asks for types.
 */
export function createSnapshot(
  input: CompileInput,
  store: ParseStore = createParseStore(),
  texts: ReadonlyMap<string, string> = new Map(),
  check: (modules: Modules) => Outcome<Analysis> = checkWithTypes,
): Snapshot {
  const files = overlay(input.files, texts);
  const loaded = once(() => loadModules(files, input.entry, store.parse));
  const checked = once(() => check(loaded().value));
  const analyzed = once(() => ({
    value: checked().value,
    diagnostics: [...loaded().diagnostics, ...checked().diagnostics],
  }));
  const lowered = once(() => lower({ ...input, files }, analyzed().value, store.parse));
  const found = once(() => {
    const all = [...analyzed().diagnostics, ...lowered().diagnostics];
    const { sources, all: modules } = loaded().value;
    const told = withoutConsequences(all, sources, modules);
    return sortDiagnostics(input.purpose === "fragment" ? told.filter(concernsFragment) : told, [...modules.keys()]);
  });
  return {
    input: { ...input, files },
    parse: store.parse,
    modules: loaded,
    analyze: analyzed,
    lower: lowered,
    diagnostics: found,
    isChecked: checked.isKnown,
    isSettled: lowered.isKnown,
    with: (uri, text) => createSnapshot(input, store.trial, new Map([...texts, [uri, text]])),
    probe: (uri, text, offset) =>
      createSnapshot(input, store.trial, new Map([...texts, [uri, text]]), (modules) =>
        checkAround(modules, uri, offset),
      ),
  };
}

function lower(input: CompileInput, analysis: Analysis, parse: Parse): Lowered {
  const diagnostics: Diagnostic[] = [];
  const params = new Map();
  const evaluation = createEvaluation({ analysis, report: collectInto(diagnostics), files: input.files, params });
  const missing: ParamSymbol[] = [];
  bindParameters(evaluation, input.params, parse, (symbol) => missing.push(symbol));
  const origins = new Map<string, Span>();
  const contents = new Map<string, Uint8Array>();
  const { lock, locked, live } = input;
  const lowering: Lowering = { evaluation, lock, locked, live, origins, contents };
  // Before all else is evaluated, so that it is known what was read for it.
  const bases = input.purpose === "lock" ? wantedBases(lowering) : null;
  diagnostics.push(...missing.flatMap((symbol) => missingParameter(input, lowering, symbol, bases)));

  evaluateLets(evaluation);
  evaluateDeclarations(evaluation);
  const plan = buildPlan(lowering);
  settleRefused(evaluation);
  // What is not built now may wait for a release that comes first, and must not hold up another environment's.
  const asked = plan && limitedTo(plan, input.environment);
  if (asked) for (const finding of checkEmission(asked, origins)) diagnostics.push(finding);
  const emittable = plan !== null && missing.length === 0 && !hasErrors(diagnostics);
  checkPolicies(evaluation);
  runTests(evaluation);
  findEmptyChecks(evaluation);
  settleRefused(evaluation);
  if (asked) for (const finding of checkRollouts(asked, origins)) diagnostics.push(finding);
  const whole = emittable && !hasErrors(diagnostics);
  // A pin that nothing is known to want would be dropped: all is known, or nothing is said.
  const wanted = plan === null || bases === null || bases.open.length > 0 ? null : bases.known;
  return { evaluation, plan, whole, emittable, bases: wanted, origins, contents, diagnostics };
}

/** What to say of a parameter without a value. Whoever only checks a source need not know what it will be built with. */
function missingParameter(
  { purpose = "build" }: CompileInput,
  lowering: Lowering,
  symbol: ParamSymbol,
  bases: WantedBases | null,
): readonly Diagnostic[] {
  const { name, nameSpan } = symbol;
  if (bases === null) {
    const finding = diagnose(parameterMissing, nameSpan, { name });
    return [purpose === "build" ? finding : { ...finding, level: "info" }];
  }
  const stopped = lowering.evaluation.unset.has(symbol) ? bases.open : [];
  const related = stopped.map((image) => ({
    span: spanAt(lowering, instanceOf(lowering.evaluation, image, null), ["base"]),
    message: `what image \`${image.name}\` starts from depends on it`,
  }));
  return stopped.length === 0 ? [] : [diagnose(parameterMissing, nameSpan, { name }, { related })];
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
    sources: () => distinctTexts([...(files.sources?.() ?? []), ...texts.keys()]),
  };
}

interface Once<T> {
  (): T;
  isKnown(): boolean;
}

function once<T>(compute: () => T): Once<T> {
  let known: { readonly value: T } | null = null;
  const get = (): T => {
    known ??= { value: compute() };
    return known.value;
  };
  return Object.assign(get, { isKnown: () => known !== null });
}
