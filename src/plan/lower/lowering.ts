import { type Span, spanOf } from "../../base/span.ts";
import type { DiagnosticDefinition } from "../../diagnostics/definition.ts";
import type { DeclarationSymbol } from "../../semantics/symbols.ts";
import { type DeclarationReference, readData } from "../evaluate/data.ts";
import { type Evaluation, reportOnce } from "../evaluate/evaluation.ts";
import { instanceOf, layersOf, memberSpan, readMember } from "../evaluate/instance.ts";
import type { Instance } from "../evaluate/value.ts";
import type { Live } from "../live.ts";
import type { Lock } from "../lock.ts";
import { originOf } from "../origins.ts";

/** What lowering declarations into the Plan shares. */
export interface Lowering {
  readonly evaluation: Evaluation;
  readonly lock: Lock | null;
  /** Refuse what the lock does not pin. */
  readonly locked: boolean;
  readonly live: Live;
  readonly origins: Map<string, Span>;
  readonly contents: Map<string, Uint8Array>;
}

/**
 * A declaration's data as an environment (or none) resolves it; null where it has errors, which are reported. The
 * caller names the kind's generated type, which is what evaluation makes for it.
 */
export function readDeclaration<T>(
  lowering: Lowering,
  symbol: DeclarationSymbol,
  environment: DeclarationSymbol | null,
): T | null {
  return readInstance<T>(lowering, instanceOf(lowering.evaluation, symbol, environment));
}

/** The same of some fields alone, whatever becomes of the others. The caller names the fields' type as well. */
export function readFields<T>(
  { evaluation }: Lowering,
  symbol: DeclarationSymbol,
  environment: DeclarationSymbol | null,
  names: readonly (keyof T & string)[],
): T | null {
  return readData(evaluation, instanceOf(evaluation, symbol, environment), names) as T | null;
}

/** What a reference points at, as data. */
export function readReference<T>(lowering: Lowering, reference: DeclarationReference): T | null {
  return readInstance<T>(lowering, reference.instance);
}

function readInstance<T>(lowering: Lowering, instance: Instance): T | null {
  const known = dataOfInstances.get(instance);
  if (known !== undefined) return known as T | null;
  const data = readData(lowering.evaluation, instance);
  dataOfInstances.set(instance, data);
  return data as T | null;
}

// Fleets share their rollout, and are read for their balancers before they are read for themselves.
const dataOfInstances = new WeakMap<Instance, ReturnType<typeof readData>>();

/** Reports a finding about a member of a declaration, once however many environments have it. */
export function reportAt<Values>(
  lowering: Lowering,
  instance: Instance,
  path: readonly string[],
  definition: DiagnosticDefinition<Values>,
  values: Values,
): void {
  reportOnce(lowering.evaluation)(definition, spanAt(lowering, instance, path), values);
}

/** Where a member was written: the innermost part of its path that the project's own files give, else the declaration. */
export function spanAt(lowering: Lowering, instance: Instance, path: readonly string[]): Span {
  let span = instance.symbol.nameSpan;
  let at: Instance | null = instance;
  for (const name of path) {
    const found: Span | null = at && memberSpan(at, name);
    if (found && !found.uri.startsWith("std/")) span = found;
    at = at && inner(lowering, at, name);
  }
  return span;
}

function inner(lowering: Lowering, instance: Instance, name: string): Instance | null {
  const value = readMember(lowering.evaluation, instance, name);
  return value.kind === "block" ? value.instance : null;
}

/** Records where a declaration and all its members come from, below `prefix`. */
export function recordOrigins(lowering: Lowering, prefix: string, instance: Instance, root: Span): void {
  lowering.origins.set(prefix, root);
  recordMembers(lowering, prefix, instance);
}

// The standard library's text is not the author's: what it gives comes from the declaration that uses it.
function recordMembers(lowering: Lowering, prefix: string, instance: Instance): void {
  if (layersOf(instance).every((layer) => layer.module.startsWith("std/"))) return;
  for (const [name, span] of writtenMembers(instance)) {
    if (!span.uri.startsWith("std/")) lowering.origins.set(`${prefix}/${name}`, span);
    if (instance.members.get(name)?.kind !== "block") continue;
    const value = readMember(lowering.evaluation, instance, name);
    if (value.kind === "block") recordMembers(lowering, `${prefix}/${name}`, value.instance);
    if (value.kind !== "map") continue;
    for (const [label, block] of value.entries) {
      if (block.kind !== "block") continue;
      const first = layersOf(block.instance).find((layer) => !layer.body.uri.startsWith("std/"));
      // One of the library's beside the author's own comes from what holds both, and not from its neighbour.
      const origin = first
        ? (labelSpan(instance, name, label) ?? spanOf(first.body))
        : originOf(lowering.origins, prefix);
      lowering.origins.set(`${prefix}/${name}/${label}`, origin);
      recordMembers(lowering, `${prefix}/${name}/${label}`, block.instance);
    }
  }
}

/** The members that some layer says, with their spans in the nearest one that does. */
function writtenMembers(instance: Instance): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>();
  for (const { body } of layersOf(instance)) {
    for (const item of body.items) {
      if ((item.kind !== "Attribute" && item.kind !== "Block") || spans.has(item.name.text)) continue;
      if (instance.members.has(item.name.text))
        spans.set(item.name.text, spanOf(item.kind === "Block" ? item.name : item.value));
    }
  }
  return spans;
}

function labelSpan(instance: Instance, name: string, label: string): Span | null {
  for (const layer of layersOf(instance)) {
    for (const item of layer.body.items) {
      if (
        item.kind === "Block" &&
        item.name.text === name &&
        item.label?.text === label &&
        !item.uri.startsWith("std/")
      )
        return spanOf(item.label);
    }
  }
  return null;
}
