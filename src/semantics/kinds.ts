import { spanOf } from "../base/span.ts";
import type * as ast from "../syntax/ast.ts";
import type { Expression } from "../syntax/ast.ts";
import { resolveType, type TypeContext } from "./resolve-type.ts";
import type { KindSymbol, Module } from "./symbols.ts";
import { optional, type RecordFieldType, scalar, type Type } from "./types.ts";

/** What a `kind` declaration says a declaration of it may hold. */
export interface KindModel {
  readonly symbol: KindSymbol;
  readonly members: ReadonlyMap<string, MemberModel>;
  readonly doc: string;
}

export type MemberModel = FieldModel | BlockModel;

export interface FieldModel {
  readonly kind: "field";
  readonly name: string;
  readonly type: Type;
  /** Evaluated in the module that declares the kind. */
  readonly default: Expression | null;
  /** May differ between environments, by itself or with a block around it. */
  readonly perEnvironment: boolean;
  readonly node: ast.FieldMember;
  readonly module: string;
}

export interface BlockModel {
  readonly kind: "block";
  readonly name: string;
  readonly cardinality: ast.BlockMember["cardinality"];
  readonly members: ReadonlyMap<string, MemberModel>;
  readonly perEnvironment: boolean;
  readonly node: ast.BlockMember;
}

export type Kinds = ReadonlyMap<string, KindModel>;

/** The kinds that the standard library declares. */
export function readKinds(modules: Iterable<Module>, context: TypeContext): Kinds {
  const kinds = new Map<string, KindModel>();
  for (const module of modules) {
    if (!module.std) continue;
    for (const item of module.file.items) {
      if (item.kind !== "Kind") continue;
      const symbol: KindSymbol = { kind: "kind", name: item.name.text, nameSpan: spanOf(item.name) };
      const members = readMembers(item.members, false, module.uri, context);
      kinds.set(symbol.name, { symbol, members, doc: item.doc ?? "" });
    }
  }
  return kinds;
}

function readMembers(
  members: readonly ast.KindMember[],
  perEnvironment: boolean,
  module: string,
  context: TypeContext,
): ReadonlyMap<string, MemberModel> {
  return new Map(members.map((member) => [member.name.text, readMember(member, perEnvironment, module, context)]));
}

function readMember(node: ast.KindMember, around: boolean, module: string, context: TypeContext): MemberModel {
  const perEnvironment = around || node.perEnvironment;
  const name = node.name.text;
  if (node.kind === "BlockMember") {
    const members = readMembers(node.members, perEnvironment, module, context);
    return { kind: "block", name, cardinality: node.cardinality, members, perEnvironment, node };
  }
  const type = resolveType(node.type, context);
  return { kind: "field", name, type, default: node.default ?? null, perEnvironment, node, module };
}

/** Whether a body may leave a field out. */
export function hasDefault(field: FieldModel): boolean {
  return (
    field.default !== null ||
    (field.type.kind === "union" && field.type.members.some((member) => member.kind === "null"))
  );
}

/** The type that a member has when it is read. */
export function memberType(member: MemberModel): Type {
  if (member.kind === "field") return member.type;
  const record: Type = { kind: "record", fields: memberTypes(member.members) };
  switch (member.cardinality) {
    case "one":
      return record;
    case "optional":
      return optional(record);
    case "many":
      return { kind: "map", value: record };
  }
}

const cache = new WeakMap<ReadonlyMap<string, MemberModel>, ReadonlyMap<string, RecordFieldType>>();

function memberTypes(members: ReadonlyMap<string, MemberModel>): ReadonlyMap<string, RecordFieldType> {
  let types = cache.get(members);
  if (!types) {
    types = new Map([...members].map(([name, member]) => [name, { type: memberType(member), optional: false }]));
    cache.set(members, types);
  }
  return types;
}

/** The type of a member of a declaration, `name` included; null where it has none. */
export function declarationMemberType(kinds: Kinds, kindName: string, name: string): Type | null {
  if (name === "name") return scalar("string");
  const member = kinds.get(kindName)?.members.get(name);
  return member ? memberType(member) : null;
}

/** Names of what a declaration of a kind has, for suggestions. */
export function declarationMemberNames(kinds: Kinds, kindName: string): readonly string[] {
  return ["name", ...(kinds.get(kindName)?.members.keys() ?? [])];
}
