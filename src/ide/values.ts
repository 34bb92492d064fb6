import { type Evaluation, type Frame, limits } from "../plan/evaluate/evaluation.ts";
import { evaluate, referenceTo } from "../plan/evaluate/expression.ts";
import { instanceOf, readMember } from "../plan/evaluate/instance.ts";
import type { Instance, Value } from "../plan/evaluate/value.ts";
import type { Plan } from "../plan/model.ts";
import type { Snapshot } from "../query/snapshot.ts";
import type { DeclarationSymbol } from "../semantics/symbols.ts";
import type * as ast from "../syntax/ast.ts";
import { type AnyNode, innermost } from "./tree.ts";

/** How much work the value of one expression may take before the editor goes without. */
const stepsAllowed = 200_000;

/** The value of an expression; null where it has none, or a different one each time, as in a function. */
export function valueAt(snapshot: Snapshot, path: readonly AnyNode[], node: ast.Expression): Value | null {
  const evaluation = quietEvaluation(snapshot);
  const value = evaluate(evaluation, frameAt(evaluation, path), node);
  return value.kind === "unknown" ? null : value;
}

/** A member of a declaration in an environment (or in none); null where it has no value. */
export function memberValue(
  snapshot: Snapshot,
  symbol: DeclarationSymbol,
  environment: DeclarationSymbol | null,
  names: readonly string[],
): Value | null {
  const evaluation = quietEvaluation(snapshot);
  let instance: Instance = instanceOf(evaluation, symbol, environment);
  for (const [index, name] of names.entries()) {
    const value = readMember(evaluation, instance, name);
    if (index === names.length - 1) return value.kind === "unknown" ? null : value;
    if (value.kind !== "block") return null;
    instance = value.instance;
  }
  return null;
}

/** The environments of a project, by name. */
export function environmentsOf(snapshot: Snapshot): readonly DeclarationSymbol[] {
  const found: DeclarationSymbol[] = [];
  for (const module of snapshot.analyze().value.all.values()) {
    for (const symbols of module.std ? [] : module.declared.values()) {
      for (const symbol of symbols) {
        if (symbol.kind === "declaration" && symbol.kindName === "environment" && !symbol.node.abstract)
          found.push(symbol);
      }
    }
  }
  return found;
}

/** The plan, where there is one, with what is free of errors. */
export function planOf(snapshot: Snapshot): Plan | null {
  return snapshot.lower().plan;
}

// What is wrong was reported when the project was lowered.
function quietEvaluation(snapshot: Snapshot): Evaluation {
  const { evaluation } = snapshot.lower();
  const budget = { steps: limits.steps - stepsAllowed, items: 0, characters: 0, depth: 0 };
  return { ...evaluation, report: () => {}, open: [], reported: new Set(), budget };
}

function frameAt(evaluation: Evaluation, path: readonly AnyNode[]): Frame {
  const module = path[0]?.uri ?? "";
  const declaration = innermost(path, "Declaration");
  const symbol =
    declaration &&
    evaluation.analysis.all
      .get(module)
      ?.declared.get(declaration.name.text)
      ?.find((each) => each.node === declaration);
  if (symbol?.kind !== "declaration") return { module, environment: null, locals: new Map() };
  const override = innermost(path, "Override");
  const overridden = override ? evaluation.analysis.resolutions.get(override.target) : undefined;
  if (overridden?.kind === "declaration") {
    const base = instanceOf(evaluation, overridden, symbol).layer?.base;
    return { module, environment: symbol, locals: new Map(base ? [["base", base]] : []) };
  }
  const parent = evaluation.analysis.parents.get(symbol);
  const base = parent ? referenceTo(evaluation, parent, null) : null;
  return { module, environment: null, locals: new Map(base ? [["base", base]] : []) };
}
