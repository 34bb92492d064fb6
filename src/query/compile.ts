import type { Source } from "../base/source.ts";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";
import type { Contents } from "../plan/contents.ts";
import { parameterSource } from "../plan/evaluate/parameter-source.ts";
import type { WantedBase } from "../plan/lock.ts";
import type { Plan } from "../plan/model.ts";
import type { Origins } from "../plan/origins.ts";
import { checkModules } from "../semantics/analyze.ts";
import type { CompileInput } from "./compile-input.ts";
import { createParseStore } from "./parse-store.ts";
import { type Inputs, recordInputs } from "./record-inputs.ts";
import { createSnapshot } from "./snapshot.ts";

export interface Compilation {
  /** The whole meaning of the project; null where there are errors. */
  readonly plan: Plan | null;
  /** The same, whatever policies, tests and rollout rules say of it: what is there already can be moved by it. */
  readonly emittable: Plan | null;
  /** What all images start from; null where that was not the purpose, or is not known. */
  readonly bases: readonly WantedBase[] | null;
  readonly origins: Origins;
  readonly contents: Contents;
  /** Every source that took part, for rendering spans. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Every file of the project that was read. */
  readonly inputs: Inputs;
  /** Of all stages, sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles a project from its sources to its Plan, and says everything that is wrong with it. Pure but for `files`. */
export function compile(input: CompileInput): Compilation {
  const { files, inputs } = recordInputs(input.files);
  const snapshot = createSnapshot({ ...input, files }, createParseStore(), new Map(), checkModules);
  const { evaluation, plan, whole, emittable, bases, origins, contents } = snapshot.lower();
  const diagnostics = snapshot.diagnostics();
  const sources = new Map(snapshot.analyze().value.sources);
  const declared = new Set([...evaluation.params.keys()].map(({ name }) => name));
  for (const [name, text] of input.params) {
    // A misspelt one may be meant for a secret.
    const source = parameterSource(name, declared.has(name) ? text : "…");
    sources.set(source.uri, source);
  }
  return {
    plan: whole && !hasErrors(diagnostics) ? plan : null,
    emittable: emittable && !hasErrors(snapshot.analyze().diagnostics) ? plan : null,
    bases,
    origins,
    contents,
    sources,
    inputs,
    diagnostics,
  };
}
