import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Value } from "../../src/plan/evaluate/value.ts";
import { createSnapshot } from "../../src/query/snapshot.ts";
import type { Type } from "../../src/semantics/types.ts";
import { type Files, filesInMemory } from "./compile.ts";

export interface Evaluated {
  /** Type and value of each `let` of `main.immu`, in the order written. */
  readonly lets: ReadonlyMap<string, { readonly type: Type; readonly value: Value }>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Evaluates the `let`s of a project in memory. */
export function evaluateLetsOf(sources: string | Files): Evaluated {
  const files = typeof sources === "string" ? { "main.immu": sources } : sources;
  const snapshot = createSnapshot({
    files: filesInMemory(files),
    entry: "main.immu",
    params: new Map(),
    lock: null,
    locked: false,
    live: {},
  });
  const analysis = snapshot.analyze().value;
  const values = snapshot.lower().evaluation.lets.get(null);
  const lets = new Map<string, { readonly type: Type; readonly value: Value }>();
  for (const item of analysis.entry?.file.items ?? []) {
    if (item.kind !== "Let") continue;
    const symbol = analysis.entry?.declared.get(item.name.text)?.find((each) => each.kind === "let");
    const type = analysis.typeOf(item.value);
    const value = symbol && values?.get(symbol);
    if (type && value) lets.set(item.name.text, { type, value });
  }
  return { lets, diagnostics: snapshot.diagnostics() };
}
