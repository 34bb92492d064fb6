import { sha256 } from "../base/digest.ts";
import { compareCodePoints } from "../base/json.ts";
import type { ProjectFiles } from "../base/project-files.ts";
import type { Source } from "../base/source.ts";
import type { Span } from "../base/span.ts";
import { parameterMissing } from "../diagnostics/codes/parameter-missing.ts";
import { collectInto } from "../diagnostics/definition.ts";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";
import { buildPlan } from "../plan/build-plan.ts";
import type { Contents } from "../plan/contents.ts";
import type { Evaluation } from "../plan/evaluate/evaluation.ts";
import { evaluateLets } from "../plan/evaluate/lets.ts";
import { bindParameters, parameterSource } from "../plan/evaluate/params.ts";
import type { Live } from "../plan/live.ts";
import type { Lock } from "../plan/lock.ts";
import type { Plan } from "../plan/model.ts";
import type { Origins } from "../plan/origins.ts";
import { checkPolicies } from "../policy/check-policies.ts";
import { runTests } from "../policy/run-tests.ts";
import { checkRollouts } from "../rollout/check-rollouts.ts";
import { analyze } from "../semantics/analyze.ts";
import { parse } from "../syntax/parse.ts";
import { recordInputs } from "./record-inputs.ts";
import { sortDiagnostics } from "./sort-diagnostics.ts";

export interface CompileInput {
  readonly files: ProjectFiles;
  /** Root-relative path of the entry file, usually `main.immu`. */
  readonly entry: string;
  /** Values of parameters as given on the command line. */
  readonly params: ReadonlyMap<string, string>;
  readonly lock: Lock | null;
  /** Refuse what the lock does not pin. */
  readonly locked: boolean;
  readonly live: Live;
}

export interface Compilation {
  /** The whole meaning of the project; null where there are errors. */
  readonly plan: Plan | null;
  readonly origins: Origins;
  readonly contents: Contents;
  /** Every source that took part, for rendering spans. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Every file of the project that was read, with its digest, sorted by path. */
  readonly inputs: readonly InputFile[];
  /** Of all stages, sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface InputFile {
  readonly path: string;
  readonly sha256: string;
}

/** Compiles a project from its sources to its Plan, and says everything that is wrong with it. Pure but for `files`. */
export function compile(input: CompileInput): Compilation {
  const { files, inputs } = recordInputs(input.files);
  const analyzed = analyze(files, input.entry, parse);
  const found: Diagnostic[] = [...analyzed.diagnostics];
  const report = collectInto(found);
  const params = new Map();
  const evaluation: Evaluation = {
    analysis: analyzed.value,
    report,
    files,
    params,
    lets: new Map(),
    instances: new Map(),
    open: [],
    reported: new Set(),
    budget: { steps: 0 },
  };
  const missing: Diagnostic[] = [];
  const bound = bindParameters(evaluation, input.params, parse, (symbol) => {
    collectInto(missing)(parameterMissing, symbol.nameSpan, { name: symbol.name });
  });
  for (const [symbol, value] of bound) params.set(symbol, value);
  found.push(...missing);

  evaluateLets(evaluation);
  const origins = new Map<string, Span>();
  const contents = new Map<string, Uint8Array>();
  const { lock, locked, live } = input;
  const plan = buildPlan({ evaluation, lock, locked, live, origins, contents });
  checkPolicies(evaluation);
  runTests(evaluation);
  if (plan) found.push(...checkRollouts(plan, origins));

  const sources = new Map(analyzed.value.sources);
  for (const [name, text] of input.params) {
    const source = parameterSource(name, text);
    sources.set(source.uri, source);
  }
  return {
    plan: hasErrors(found) ? null : plan,
    origins,
    contents,
    sources,
    inputs: [...inputs]
      .map(([path, bytes]) => ({ path, sha256: sha256(bytes) }))
      .sort((a, b) => compareCodePoints(a.path, b.path)),
    diagnostics: sortDiagnostics(found),
  };
}
