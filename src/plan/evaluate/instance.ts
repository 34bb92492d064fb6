import { type Span, spanOf } from "../../base/span.ts";
import { ancestorsOf } from "../../semantics/check/extends.ts";
import type { BlockModel, FieldModel } from "../../semantics/kinds.ts";
import type { DeclarationSymbol } from "../../semantics/symbols.ts";
import type * as ast from "../../syntax/ast.ts";
import { coerce } from "./coerce.ts";
import { type Evaluation, enter, noLocals, settled, spend } from "./evaluation.ts";
import { evaluate } from "./expression.ts";
import { isLiteral } from "./literal.ts";
import { type Instance, type Layer, nothing, unknown, type Value } from "./value.ts";

/** The bodies of an instance, the nearest first. */
export function layersOf(instance: Instance): readonly Layer[] {
  const layers: Layer[] = [];
  for (let at: Instance | null = instance; at; at = at.below) if (at.layer) layers.push(at.layer);
  return layers;
}

/** The instance of a declaration in an environment, or in none. */
export function instanceOf(
  evaluation: Evaluation,
  symbol: DeclarationSymbol,
  from: DeclarationSymbol | null,
): Instance {
  const known = knownInstance(evaluation, symbol, from);
  if (known) return known;
  // The first of a chain is made first: there may be more of them than the machine's stack holds.
  const { parents } = evaluation.analysis;
  const missing: DeclarationSymbol[] = [];
  let base: Instance | undefined;
  for (let at = parents.get(symbol); at && !base; at = parents.get(at)) {
    base = knownInstance(evaluation, at, from);
    if (!base) missing.push(at);
  }
  for (const each of missing.reverse()) base = makeInstance(evaluation, each, from, base);
  return makeInstance(evaluation, symbol, from, base);
}

// An environment sees itself and what it names as it is there, whoever looks at it.
function environmentOf(symbol: DeclarationSymbol, from: DeclarationSymbol | null): DeclarationSymbol | null {
  return symbol.kindName === "environment" ? symbol : from;
}

function knownInstance(
  evaluation: Evaluation,
  symbol: DeclarationSymbol,
  from: DeclarationSymbol | null,
): Instance | undefined {
  return evaluation.instances.get(environmentOf(symbol, from))?.get(symbol);
}

function makeInstance(
  evaluation: Evaluation,
  symbol: DeclarationSymbol,
  from: DeclarationSymbol | null,
  parent: Instance | undefined,
): Instance {
  const environment = environmentOf(symbol, from);
  const members = evaluation.analysis.kinds.get(symbol.kindName)?.members ?? new Map();
  const make = (body: ast.Body, module: string, below: Instance | null): Instance => {
    const base: Value | null = below && { kind: "reference", symbol: below.symbol, instance: below };
    return { symbol, environment, members, layer: { body, module, base }, below, path: [], memo: new Map() };
  };
  let instance = make(symbol.node.body, symbol.module, parent ?? null);
  for (const { override, module } of environment ? overridesOf(evaluation, environment, symbol) : [])
    instance = make(override.body, module, instance);
  const known = evaluation.instances.get(environment);
  if (known) known.set(symbol, instance);
  else evaluation.instances.set(environment, new Map([[symbol, instance]]));
  return instance;
}

// What an environment overrides lies over what the environment that it extends does.
function overridesOf(
  evaluation: Evaluation,
  environment: DeclarationSymbol,
  symbol: DeclarationSymbol,
): readonly { readonly override: ast.Override; readonly module: string }[] {
  const found: { readonly override: ast.Override; readonly module: string }[] = [];
  for (const each of [environment, ...ancestorsOf(evaluation.analysis, environment)].toReversed()) {
    for (const item of each.node.body.items) {
      if (item.kind === "Override" && evaluation.analysis.resolutions.get(item.target) === symbol)
        found.push({ override: item, module: each.module });
    }
  }
  return found;
}

/** Whether anything is in an environment as it is not elsewhere. */
export function overridesAnything(evaluation: Evaluation, environment: DeclarationSymbol): boolean {
  return [environment, ...ancestorsOf(evaluation.analysis, environment)].some(({ node }) =>
    node.body.items.some(({ kind }) => kind === "Override"),
  );
}

/**
 * The value of a member. Unknown where it has none for a reason that is reported: that it leads back to itself is
 * reported at `use`, or where it was written.
 */
export function readMember(evaluation: Evaluation, instance: Instance, name: string, use?: Span): Value {
  const known = instance.memo.get(name);
  if (known && known.kind !== "unknown") return known;
  if (known) return settled(evaluation, known, use ?? memberSpan(instance, name) ?? instance.symbol.nameSpan);
  const member = instance.members.get(name);
  if (!member) return unknown;
  if (member.kind === "field")
    return enter(
      evaluation,
      () => pathOf(instance, name),
      instance.memo,
      name,
      () => readField(evaluation, instance, member),
    );
  return readBlock(evaluation, instance, member);
}

function pathOf(instance: Instance, name: string): string {
  return [instance.symbol.kindName, instance.symbol.name, ...instance.path, name].join(".");
}

/** Every member of an instance, by name. */
export function readAll(evaluation: Evaluation, instance: Instance): ReadonlyMap<string, Value> {
  return new Map([...instance.members.keys()].map((name) => [name, readMember(evaluation, instance, name)]));
}

/** The entries of a map, a record or a block, by name; null for any other value. */
export function entriesOf(evaluation: Evaluation, value: Value): ReadonlyMap<string, Value> | null {
  if (value.kind === "map") return value.entries;
  return value.kind === "block" ? readAll(evaluation, value.instance) : null;
}

function readField(evaluation: Evaluation, instance: Instance, field: FieldModel): Value {
  for (let at: Instance | null = instance; at; at = at.below) {
    const attribute = at.layer && attributeOf(at.layer.body, field.name);
    if (at.layer && attribute) return fromAttribute(evaluation, instance, field, at.layer, attribute);
    // What is inherited as it is has one value in an environment, which may be known.
    const known = at.below?.environment === instance.environment ? at.below.memo.get(field.name) : undefined;
    if (known && known.kind !== "unknown") return known;
  }
  return fromDefault(evaluation, instance, field);
}

function attributeOf(body: ast.Body, name: string): ast.Attribute | null {
  for (const item of body.items) if (item.kind === "Attribute" && item.name.text === name) return item;
  return null;
}

function fromAttribute(
  evaluation: Evaluation,
  { environment }: Instance,
  field: FieldModel,
  { module, base }: Layer,
  { value }: ast.Attribute,
): Value {
  const known = evaluation.literals.get(value);
  if (known) return known;
  const frame = { module, environment, locals: base ? new Map([["base", base]]) : noLocals };
  const found = coerce(evaluation, evaluate(evaluation, frame, value), field.type, value, module, {
    name: field.name,
    doc: field.node.doc,
  });
  if (isLiteral(value)) evaluation.literals.set(value, found);
  return found;
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
  const frame = { module: field.module, environment, locals: noLocals };
  return coerce(evaluation, evaluate(evaluation, frame, field.default), field.type, field.default, field.module, {
    name: field.name,
    doc: field.node.doc,
  });
}

/** Where a field or block was written; null where its default stands. */
export function memberSpan(instance: Instance, name: string): Span | null {
  for (let at: Instance | null = instance; at; at = at.below) {
    for (const item of at.layer?.body.items ?? []) {
      if (item.kind === "Attribute" && item.name.text === name) return spanOf(item.value);
      if (item.kind === "Block" && item.name.text === name) return spanOf(item.name);
    }
  }
  return null;
}

// Of all that an instance lies over as well, the first of a chain first, as `instanceOf` does.
function readBlock(evaluation: Evaluation, instance: Instance, member: BlockModel): Value {
  const missing: Instance[] = [];
  let at: Instance | null = instance;
  for (; at && !at.memo.has(member.name); at = at.below) missing.push(at);
  let value: Value = at?.memo.get(member.name) ?? nothing;
  for (const each of missing.reverse()) {
    value =
      member.cardinality === "many"
        ? labelledBlocks(evaluation, each, member, value)
        : singleBlock(each, member, value);
    each.memo.set(member.name, value);
  }
  return value;
}

function singleBlock(instance: Instance, member: BlockModel, below: Value): Value {
  const blocks = blocksOf(instance, member);
  if (blocks.length === 0 && below.kind === "null" && member.cardinality === "optional") return nothing;
  return layBlocks(instance, member, [member.name], blocks, below);
}

// In order: those of what is extended first, new ones after them.
function labelledBlocks(evaluation: Evaluation, instance: Instance, member: BlockModel, below: Value): Value {
  const inherited: ReadonlyMap<string, Value> = below.kind === "map" ? below.entries : new Map();
  if (!spend(evaluation, instance.symbol.nameSpan, inherited.size)) return unknown;
  const given = new Map<string, ast.Block[]>();
  for (const block of blocksOf(instance, member)) {
    if (!block.label) continue;
    const known = given.get(block.label.text);
    if (known) known.push(block);
    else given.set(block.label.text, [block]);
  }
  const entries = new Map<string, Value>();
  for (const [label, under] of inherited) {
    entries.set(label, layBlocks(instance, member, [member.name, label], given.get(label) ?? [], under));
    given.delete(label);
  }
  for (const [label, blocks] of given)
    entries.set(label, layBlocks(instance, member, [member.name, label], blocks, nothing));
  return { kind: "map", entries };
}

function blocksOf({ layer }: Instance, member: BlockModel): readonly ast.Block[] {
  const found: ast.Block[] = [];
  for (const item of layer?.body.items ?? [])
    if (item.kind === "Block" && item.name.text === member.name) found.push(item);
  return found;
}

// Blocks of one name in one body are a mistake; the first of them counts most.
function layBlocks(
  instance: Instance,
  member: BlockModel,
  names: readonly string[],
  blocks: readonly ast.Block[],
  under: Value,
): Value {
  const { symbol, environment, layer } = instance;
  // One that adds nothing is what is below: there may be many of them in each of a long chain.
  if (blocks.length === 0 && under.kind === "block" && under.instance.environment === environment) return under;
  const path = [...instance.path, ...names];
  const make = (body: ast.Body | null, below: Instance | null): Instance => {
    const members = member.members;
    return { symbol, environment, members, layer: layer && body && { ...layer, body }, below, path, memo: new Map() };
  };
  let block = under.kind === "block" ? under.instance : null;
  // One that adds nothing need not be looked through.
  if (blocks.length === 0) block = make(null, block && !block.layer ? block.below : block);
  for (const { body } of blocks.toReversed()) block = make(body, block);
  return block ? { kind: "block", instance: block } : nothing;
}

/** Every labelled block as `[name, label]`, in the order written, what is extended first: the order of an image's steps. */
export function blockOrder(instance: Instance): readonly (readonly [string, string])[] {
  const order = new Map<string, readonly [string, string]>();
  for (const { body } of layersOf(instance).toReversed()) {
    for (const item of body.items) {
      if (item.kind === "Block" && item.label)
        order.set(`${item.name.text} ${item.label.text}`, [item.name.text, item.label.text]);
    }
  }
  return [...order.values()];
}
