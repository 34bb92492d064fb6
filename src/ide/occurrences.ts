import { groupBy } from "../base/group-by.ts";
import { holds, type Span, spanOf } from "../base/span.ts";
import type { Snapshot } from "../query/snapshot.ts";
import type { Analysis } from "../semantics/analyze.ts";
import { itemTypes, nameTypes } from "../semantics/item-types.ts";
import { type MemberModel, memberType } from "../semantics/kinds.ts";
import { resolveType } from "../semantics/resolve-type.ts";
import type { Module } from "../semantics/symbols.ts";
import { any, type RecordFieldType, required, type Type, unrefined } from "../semantics/types.ts";
import type * as ast from "../syntax/ast.ts";
import { type Target, targetKey } from "./target.ts";
import { type AnyNode, childrenOf } from "./tree.ts";

/** A name in a source, and what it stands for: several where an import brings in namesakes, none where it is unknown. */
export interface Occurrence {
  readonly span: Span;
  readonly text: string;
  readonly role: "declaration" | "use" | "import" | "alias";
  /** Whether the name is one that an import's `as` gives, be it the declared one again. */
  readonly byAlias: boolean;
  readonly targets: readonly Target[];
}

/** Every name in a source that stands for something, in source order. */
export function occurrencesIn(snapshot: Snapshot, uri: string): readonly Occurrence[] {
  const analysis = snapshot.analyze().value;
  const module = analysis.all.get(uri);
  if (!module) return [];
  let known = memo.get(module);
  if (!known) {
    known = collect(analysis, module);
    memo.set(module, known);
  }
  return known;
}

/** The name at an offset, or just before it. */
export function occurrenceAt(snapshot: Snapshot, uri: string, offset: number): Occurrence | null {
  const holding = occurrencesIn(snapshot, uri).filter((each) => holds(each.span, offset));
  return holding.at(-1) ?? null;
}

// A module is made anew by every analysis, so what is known of it never goes stale.
const memo = new WeakMap<Module, readonly Occurrence[]>();

interface Collection {
  readonly analysis: Analysis;
  readonly module: Module;
  readonly found: Occurrence[];
  /** What imports of the module call by another name, as `targetKey` writes it, by that name. */
  readonly aliases: ReadonlyMap<string, readonly { readonly key: string }[]>;
  readonly blocks: ReadonlyMap<ReadonlyMap<string, RecordFieldType>, Members>;
}

interface Members {
  readonly owner: string;
  readonly members: ReadonlyMap<string, MemberModel>;
}

function collect(analysis: Analysis, module: Module): readonly Occurrence[] {
  const aliases = aliasesOf(module);
  const collection: Collection = { analysis, module, found: [], aliases, blocks: blockTypes(analysis) };
  for (const item of module.file.items) visitItem(collection, item);
  return collection.found.sort((left, right) => left.span.start - right.span.start);
}

function add(
  { found, aliases }: Collection,
  name: ast.Name | undefined,
  role: Occurrence["role"],
  ...targets: (Target | null)[]
): void {
  if (!name || name.text === "") return;
  const known = targets.filter((target) => target !== null);
  if (known.length === 0) return;
  const { text } = name;
  const renamed = role === "use" ? aliases.get(text) : undefined;
  const byAlias =
    role === "alias" || renamed?.some(({ key }) => known.some((target) => targetKey(target) === key)) === true;
  found.push({ span: spanOf(name), text, role, byAlias, targets: known });
}

function aliasesOf(module: Module): Collection["aliases"] {
  const imported = module.file.items.flatMap((item) => (item.kind === "Import" ? item.names : []));
  const aliases = imported.flatMap((each) => {
    const { alias } = each;
    return alias ? importedTargets(module, each).map((target) => ({ alias: alias.text, key: targetKey(target) })) : [];
  });
  return groupBy(aliases, ({ alias }) => alias);
}

function visitItem(collection: Collection, item: ast.Item): void {
  const { module, analysis } = collection;
  switch (item.kind) {
    case "Import":
      for (const each of item.names) visitImported(collection, each);
      return;
    case "Kind": {
      const kind = analysis.kinds.get(item.name.text);
      add(collection, item.name, "declaration", kind ? { kind: "kind", model: kind } : null);
      if (kind) visitMembers(collection, { owner: item.name.text, members: kind.members });
      return;
    }
    case "Declaration": {
      add(collection, item.kindName, "use", kindTarget(analysis, item.kindName.text));
      add(collection, item.name, "declaration", ownSymbol(module, item));
      if (item.extends) visitNode(collection, item.extends);
      visitBody(collection, item.body, membersOf(analysis, item.kindName.text));
      return;
    }
    case "Fn": {
      add(collection, item.name, "declaration", ownSymbol(module, item));
      for (const name of item.typeParameters) {
        add(collection, name, "declaration", { kind: "type-parameter", name: name.text, span: spanOf(name) });
      }
      for (const parameter of item.parameters) {
        add(collection, parameter.name, "declaration", parameterTarget(analysis, item, parameter));
      }
      break;
    }
    case "Policy": {
      add(collection, item.name, "declaration", ownSymbol(module, item));
      add(collection, item.subjectKind, "use", kindTarget(analysis, item.subjectKind.text));
      const type: Type = analysis.kinds.has(item.subjectKind.text)
        ? { kind: "reference", kindName: item.subjectKind.text }
        : any;
      const name = item.subject.text;
      const span = spanOf(item.subject);
      add(collection, item.subject, "declaration", { kind: "local", name, span, type });
      break;
    }
    case "Let":
    case "Param":
      add(collection, item.name, "declaration", ownSymbol(module, item));
      break;
    case "Test":
      break;
  }
  for (const child of childrenOf(item)) visitNode(collection, child);
}

function visitImported(collection: Collection, imported: ast.ImportedName): void {
  const targets = importedTargets(collection.module, imported);
  add(collection, imported.name, "import", ...targets);
  add(collection, imported.alias, "alias", ...targets);
}

function importedTargets(module: Module, { name, alias }: ast.ImportedName): readonly Target[] {
  const symbols = module.imported.get((alias ?? name).text) ?? [];
  return symbols.filter((symbol) => symbol.name === name.text).map((symbol) => ({ kind: "symbol", symbol }));
}

function visitMembers(collection: Collection, { owner, members }: Members): void {
  for (const model of members.values()) {
    add(collection, model.node.name, "declaration", { kind: "member", model, owner });
    if (model.kind === "block") visitMembers(collection, { owner: `${owner}.${model.name}`, members: model.members });
    else for (const child of childrenOf(model.node)) visitNode(collection, child);
  }
}

function visitBody(collection: Collection, body: ast.Body, around: Members | null): void {
  for (const item of body.items) {
    if (item.kind === "Override") {
      visitNode(collection, item.target);
      const symbol = collection.analysis.resolutions.get(item.target);
      const kindName = symbol?.kind === "declaration" ? symbol.kindName : null;
      visitBody(collection, item.body, kindName === null ? null : membersOf(collection.analysis, kindName));
      continue;
    }
    const model = around?.members.get(item.name.text);
    const owner = around?.owner ?? "";
    add(collection, item.name, "use", model ? { kind: "member", model, owner } : null);
    if (item.kind === "Attribute") {
      visitNode(collection, item.value);
      continue;
    }
    const { label } = item;
    if (label) add(collection, label, "declaration", { kind: "label", name: label.text, span: spanOf(label) });
    const inner = model?.kind === "block" ? { owner: `${owner}.${model.name}`, members: model.members } : null;
    visitBody(collection, item.body, inner);
  }
}

function visitNode(collection: Collection, node: AnyNode): void {
  const { analysis } = collection;
  switch (node.kind) {
    case "Reference":
      add(collection, node, "use", resolved(analysis, node));
      return;
    case "Member":
      visitNode(collection, node.object);
      add(collection, node.name, "use", resolved(analysis, node) ?? memberTarget(collection, node));
      return;
    case "Call": {
      const symbol = analysis.resolutions.get(node.callee);
      for (const { name } of node.arguments) {
        const fn = symbol?.kind === "fn" ? symbol.node : null;
        const parameter = fn?.parameters.find((each) => each.name.text === name?.text);
        add(collection, name, "use", fn && parameter ? parameterTarget(analysis, fn, parameter) : null);
      }
      break;
    }
    case "ForClause": {
      const types = forTypes(analysis, node);
      for (const [index, name] of node.names.entries()) {
        const target = { kind: "local", name: name.text, span: spanOf(name), type: types[index] ?? any } as const;
        add(collection, name, "declaration", target);
      }
      break;
    }
    case "NamedType":
      add(collection, node.name, "use", kindTarget(analysis, node.name.text) ?? typeParameter(collection, node.name));
      break;
    default:
      break;
  }
  for (const child of childrenOf(node)) visitNode(collection, child);
}

function resolved(analysis: Analysis, node: ast.Expression): Target | null {
  const symbol = analysis.resolutions.get(node);
  if (!symbol) return null;
  switch (symbol.kind) {
    case "kind":
      return kindTarget(analysis, symbol.name);
    case "local": {
      const { name, nameSpan: span, type, isBase } = symbol;
      return { kind: isBase === true ? "base" : "local", name, span, type };
    }
    default:
      return { kind: "symbol", symbol };
  }
}

function memberTarget({ analysis, blocks }: Collection, node: ast.Member): Target | null {
  const type = analysis.typeOf(node.object);
  if (analysis.views.has(node)) return kindTarget(analysis, node.name.text);
  const object = type && unrefined(required(type));
  const around =
    object?.kind === "reference"
      ? membersOf(analysis, object.kindName)
      : object?.kind === "record"
        ? blocks.get(object.fields)
        : null;
  const model = around?.members.get(node.name.text);
  return around && model ? { kind: "member", model, owner: around.owner } : null;
}

/** What a declaration of a kind may hold; null where there is no such kind. */
export function membersOf(analysis: Analysis, kindName: string): Members | null {
  const kind = analysis.kinds.get(kindName);
  return kind ? { owner: kindName, members: kind.members } : null;
}

function kindTarget(analysis: Analysis, name: string): Target | null {
  const model = analysis.kinds.get(name);
  return model ? { kind: "kind", model } : null;
}

function ownSymbol(module: Module, item: ast.Item): Target | null {
  if (!("name" in item)) return null;
  const symbol = module.declared.get(item.name.text)?.find((each) => each.node === item);
  return symbol ? { kind: "symbol", symbol } : null;
}

function parameterTarget(analysis: Analysis, fn: ast.Fn, parameter: ast.FnParameter): Target {
  const name = parameter.name.text;
  const span = spanOf(parameter.name);
  const typeParameters = new Set(fn.typeParameters.map((each) => each.text));
  const type = resolveType(parameter.type, {
    report: () => {},
    kindNames: new Set(analysis.kinds.keys()),
    typeParameters,
  });
  return { kind: "parameter", name, span, type };
}

function typeParameter({ module }: Collection, name: ast.Name): Target | null {
  const fn = module.file.items.find((item) => item.kind === "Fn" && holds(spanOf(item), name.start));
  const declared = fn?.kind === "Fn" ? fn.typeParameters.find((each) => each.text === name.text) : undefined;
  return declared ? { kind: "type-parameter", name: declared.text, span: spanOf(declared) } : null;
}

/** The types of a comprehension's names, whether anything uses them or not. */
export function forTypes(analysis: Analysis, { names, iterable }: ast.ForClause): readonly Type[] {
  const type = analysis.typeOf(iterable);
  return nameTypes(names.length, (type && itemTypes(unrefined(required(type)))) ?? [any, any]);
}

// A block's fields, seen as a record: the same map for the same block, so that a record's leads back to it.
function blockTypes(analysis: Analysis): ReadonlyMap<ReadonlyMap<string, RecordFieldType>, Members> {
  const blocks = new Map<ReadonlyMap<string, RecordFieldType>, Members>();
  const visit = ({ owner, members }: Members): void => {
    for (const member of members.values()) {
      if (member.kind !== "block") continue;
      const inner = { owner: `${owner}.${member.name}`, members: member.members };
      const type = required(memberType(member));
      const record = type.kind === "map" ? type.value : type;
      if (record.kind === "record") blocks.set(record.fields, inner);
      visit(inner);
    }
  };
  for (const [owner, { members }] of analysis.kinds) visit({ owner, members });
  return blocks;
}
