import type { Span } from "../../base/span.ts";
import type { BlockModel, FieldModel, MemberModel } from "../../semantics/kinds.ts";
import type { DeclarationSymbol } from "../../semantics/symbols.ts";
import type * as ast from "../../syntax/ast.ts";
import { coerce } from "./coerce.ts";
import { type Evaluation, enter, settled } from "./evaluation.ts";
import { evaluate } from "./expression.ts";
import { nothing, unknown, type Value } from "./value.ts";

/**
 * A declaration or a block of one, as an environment resolves it: bodies laid over each other, the nearest first (the
 * environment's override, the declaration's own, what it extends, and so on). Fields are evaluated when they are read.
 */
export interface Instance {
  readonly symbol: DeclarationSymbol;
  readonly environment: DeclarationSymbol | null;
  readonly members: ReadonlyMap<string, MemberModel>;
  readonly layers: readonly Layer[];
  /** Names and labels of the blocks that it lies in. */
  readonly path?: readonly string[];
  readonly memo: Map<string, Value>;
}

interface Layer {
  readonly body: ast.Body;
  readonly module: string;
  /** What `base` names in it. */
  readonly base: Value | null;
}

/** The instance of a declaration in an environment, or in none. */
export function instanceOf(
  evaluation: Evaluation,
  symbol: DeclarationSymbol,
  from: DeclarationSymbol | null,
): Instance {
  // An environment sees itself and what it names as it is there, whoever looks at it.
  const environment = symbol.kindName === "environment" ? symbol : from;
  let known = evaluation.instances.get(environment);
  if (!known) {
    known = new Map();
    evaluation.instances.set(environment, known);
  }
  let instance = known.get(symbol);
  if (!instance) {
    instance = makeInstance(evaluation, symbol, environment);
    known.set(symbol, instance);
  }
  return instance;
}

function makeInstance(
  evaluation: Evaluation,
  symbol: DeclarationSymbol,
  environment: DeclarationSymbol | null,
): Instance {
  const { analysis } = evaluation;
  const parentSymbol = analysis.parents.get(symbol);
  const parent = parentSymbol ? instanceOf(evaluation, parentSymbol, environment) : null;
  const members = analysis.kinds.get(symbol.kindName)?.members ?? new Map();
  const make = (layers: readonly Layer[]): Instance => ({ symbol, environment, members, layers, memo: new Map() });
  const base: Value | null = parent && { kind: "reference", symbol: parent.symbol, instance: parent };
  const own = make([{ body: symbol.node.body, module: symbol.module, base }, ...(parent?.layers ?? [])]);
  let instance = own;
  for (const { override, module } of environment ? overridesOf(evaluation, environment, symbol) : []) {
    const below: Value = { kind: "reference", symbol, instance };
    instance = make([{ body: override.body, module, base: below }, ...instance.layers]);
  }
  return instance;
}

// What an environment overrides lies over what the environment that it extends does.
function overridesOf(
  evaluation: Evaluation,
  environment: DeclarationSymbol,
  symbol: DeclarationSymbol,
): readonly { readonly override: ast.Override; readonly module: string }[] {
  const found: { readonly override: ast.Override; readonly module: string }[] = [];
  for (const each of [environment, ...ancestors(evaluation, environment)].toReversed()) {
    for (const item of each.node.body.items) {
      if (item.kind === "Override" && evaluation.analysis.resolutions.get(item.target) === symbol)
        found.push({ override: item, module: each.module });
    }
  }
  return found;
}

function ancestors(evaluation: Evaluation, symbol: DeclarationSymbol): readonly DeclarationSymbol[] {
  const found: DeclarationSymbol[] = [];
  for (let at = evaluation.analysis.parents.get(symbol); at; at = evaluation.analysis.parents.get(at)) found.push(at);
  return found;
}

/**
 * The value of a member. Unknown where it has none for a reason that is reported: that it leads back to itself is
 * reported at `use`, or where it was written.
 */
export function readMember(evaluation: Evaluation, instance: Instance, name: string, use?: Span): Value {
  const known = instance.memo.get(name);
  if (known) return settled(evaluation, known, use ?? memberSpan(instance, name) ?? instance.symbol.nameSpan);
  const member = instance.members.get(name);
  if (!member) return unknown;
  const keep = (value: Value): void => {
    instance.memo.set(name, value);
  };
  if (member.kind === "field")
    return enter(
      evaluation,
      () => pathOf(instance, name),
      keep,
      () => readField(evaluation, instance, member),
    );
  const value = readBlock(instance, member);
  keep(value);
  return value;
}

function pathOf(instance: Instance, name: string): string {
  return [instance.symbol.kindName, instance.symbol.name, ...(instance.path ?? []), name].join(".");
}

/** Every member of an instance, by name. */
export function readAll(evaluation: Evaluation, instance: Instance): ReadonlyMap<string, Value> {
  return new Map([...instance.members.keys()].map((name) => [name, readMember(evaluation, instance, name)]));
}

function readField(evaluation: Evaluation, instance: Instance, field: FieldModel): Value {
  const found = findAttribute(instance, field.name);
  return found ? fromAttribute(evaluation, instance, field, found) : fromDefault(evaluation, instance, field);
}

function fromAttribute(evaluation: Evaluation, instance: Instance, field: FieldModel, found: Found): Value {
  const { layer, attribute } = found;
  const locals = new Map(layer.base ? [["base", layer.base] as const] : []);
  const frame = { module: layer.module, environment: instance.environment, locals };
  return coerce(evaluation, evaluate(evaluation, frame, attribute.value), field.type, attribute.value, layer.module, {
    name: field.name,
    doc: field.node.doc,
  });
}

// A default knows nothing of the instance that leaves it standing.
function fromDefault(evaluation: Evaluation, { environment }: Instance, field: FieldModel): Value {
  let known = evaluation.defaults.get(environment);
  if (!known) {
    known = new Map();
    evaluation.defaults.set(environment, known);
  }
  const value = known.get(field) ?? valueOfDefault(evaluation, environment, field);
  known.set(field, value);
  return value;
}

function valueOfDefault(evaluation: Evaluation, environment: DeclarationSymbol | null, field: FieldModel): Value {
  if (!field.default)
    return field.type.kind === "union" && field.type.members.some((member) => member.kind === "null")
      ? nothing
      : unknown;
  const frame = { module: field.module, environment, locals: new Map() };
  return coerce(evaluation, evaluate(evaluation, frame, field.default), field.type, field.default, field.module, {
    name: field.name,
    doc: field.node.doc,
  });
}

interface Found {
  readonly layer: Layer;
  readonly attribute: ast.Attribute;
}

function findAttribute(instance: Instance, name: string): Found | null {
  for (const layer of instance.layers) {
    for (const item of layer.body.items) {
      if (item.kind === "Attribute" && item.name.text === name) return { layer, attribute: item };
    }
  }
  return null;
}

/** Where a field or block was written; null where its default stands. */
export function memberSpan(instance: Instance, name: string): Span | null {
  for (const layer of instance.layers) {
    for (const item of layer.body.items) {
      if (item.kind === "Attribute" && item.name.text === name) return item.value.span;
      if (item.kind === "Block" && item.name.text === name) return item.name.span;
    }
  }
  return null;
}

function readBlock(instance: Instance, member: BlockModel): Value {
  if (member.cardinality === "many") {
    const entries = [...labelledBlocks(instance, member)].map(
      ([label, block]) => [label, { kind: "block", instance: block }] as const,
    );
    return { kind: "map", entries: new Map(entries) };
  }
  const layers = instance.layers.flatMap((layer) =>
    layer.body.items.flatMap((item) =>
      item.kind === "Block" && item.name.text === member.name ? [{ ...layer, body: item.body }] : [],
    ),
  );
  if (member.cardinality === "optional" && layers.length === 0) return nothing;
  return { kind: "block", instance: inner(instance, member, [member.name], layers) };
}

/** The labelled blocks of a name in order: those of what is extended first, new ones after them. */
export function labelledBlocks(instance: Instance, member: BlockModel): ReadonlyMap<string, Instance> {
  const layers = new Map<string, Layer[]>();
  for (const [name, label] of blockOrder(instance)) if (name === member.name) layers.set(label, []);
  for (const layer of instance.layers) {
    for (const item of layer.body.items) {
      if (item.kind === "Block" && item.name.text === member.name && item.label)
        layers.get(item.label.text)?.push({ ...layer, body: item.body });
    }
  }
  return new Map(
    [...layers].map(([label, found]) => [label, inner(instance, member, [member.name, label], found)] as const),
  );
}

function inner(instance: Instance, member: BlockModel, names: readonly string[], layers: readonly Layer[]): Instance {
  const { symbol, environment } = instance;
  const path = [...(instance.path ?? []), ...names];
  return { symbol, environment, members: member.members, layers, path, memo: new Map() };
}

/** Every labelled block as `[name, label]`, in the order written, what is extended first: the order of an image's steps. */
export function blockOrder(instance: Instance): readonly (readonly [string, string])[] {
  const order = new Map<string, readonly [string, string]>();
  for (const layer of instance.layers.toReversed()) {
    for (const item of layer.body.items) {
      if (item.kind === "Block" && item.label)
        order.set(`${item.name.text} ${item.label.text}`, [item.name.text, item.label.text]);
    }
  }
  return [...order.values()];
}
