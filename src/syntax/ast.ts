import type { Span } from "../base/span.ts";

/**
 * The tree that a source parses to. Broken text still yields one: a missing name has the text "" and an empty span
 * where it belongs, a missing expression or type is a `Missing` node, and nothing that was read is dropped.
 *
 * Every node is a span as well, which says where it lies: a span of its own would be a third of a tree. Who keeps a
 * place and not the node takes `spanOf` it.
 *
 * What may be missing is `undefined` in the nodes that the parser makes, so that all of a kind have one shape.
 */
export interface SourceFile extends Span {
  readonly kind: "SourceFile";
  readonly items: readonly Item[];
  /** Every comment in source order, doc comments included. */
  readonly comments: readonly Comment[];
}

export interface Comment extends Span {
  readonly kind: "Comment";
  /** As written, with its `//` or `///`. */
  readonly text: string;
}

/** A name as written; `text` is "" where recovery had to invent it. */
export interface Name extends Span {
  readonly text: string;
}

// ---------------------------------------------------------------- items

export type Item = Import | Param | Let | Fn | Kind | Declaration | Policy | Test;

interface Documented extends Span {
  /** The text of the `///` lines above, without their slashes, joined by newlines. */
  readonly doc?: string | undefined;
}

/** `import { a, b as c } from "./network"` */
export interface Import extends Span {
  readonly kind: "Import";
  readonly names: readonly ImportedName[];
  readonly from: StringLiteral | Missing;
}

export interface ImportedName extends Span {
  readonly kind: "ImportedName";
  readonly name: Name;
  readonly alias?: Name | undefined;
}

/** `param version: string matching "…" = "1.0.0"` */
export interface Param extends Documented {
  readonly kind: "Param";
  readonly name: Name;
  readonly type: TypeNode;
  readonly default?: Expression | undefined;
}

/** `let port = 8080` */
export interface Let extends Documented {
  readonly kind: "Let";
  readonly private: boolean;
  readonly name: Name;
  readonly value: Expression;
}

/** `fn spare(size: int, share: percent = 10%): int = …`; without a body only in the prelude, where the compiler has it. */
export interface Fn extends Documented {
  readonly kind: "Fn";
  readonly private: boolean;
  readonly name: Name;
  /** `fn first<T>(…)` */
  readonly typeParameters: readonly Name[];
  readonly parameters: readonly FnParameter[];
  readonly result: TypeNode;
  readonly body?: Expression | undefined;
}

export interface FnParameter extends Span {
  readonly kind: "FnParameter";
  readonly name: Name;
  readonly type: TypeNode;
  readonly default?: Expression | undefined;
}

/** `kind fleet { … }` */
export interface Kind extends Documented {
  readonly kind: "Kind";
  readonly name: Name;
  readonly members: readonly KindMember[];
}

export type KindMember = FieldMember | BlockMember;

/** `size: range<int> = 2..20 per environment` */
export interface FieldMember extends Documented {
  readonly kind: "FieldMember";
  readonly name: Name;
  readonly type: TypeNode;
  readonly default?: Expression | undefined;
  readonly perEnvironment: boolean;
}

/** `block http? { … }` (at most one), `block logs { … }` (exactly one), `block step* { … }` (any number, each with a name) */
export interface BlockMember extends Documented {
  readonly kind: "BlockMember";
  readonly name: Name;
  readonly cardinality: "one" | "optional" | "many";
  readonly members: readonly KindMember[];
  readonly perEnvironment: boolean;
}

/** `private abstract fleet web extends base { … }` */
export interface Declaration extends Documented {
  readonly kind: "Declaration";
  readonly private: boolean;
  readonly abstract: boolean;
  readonly kindName: Name;
  readonly name: Name;
  /** A bare name (`base`) or a qualified one (`fleet.base`). */
  readonly extends?: Expression | undefined;
  readonly body: Body;
}

/** From `{` to `}`. */
export interface Body extends Span {
  readonly kind: "Body";
  readonly items: readonly BodyItem[];
}

export type BodyItem = Attribute | Block | Override;

/** `retain = 5` */
export interface Attribute extends Documented {
  readonly kind: "Attribute";
  readonly name: Name;
  readonly value: Expression;
}

/** `http { … }` or, with a label, `step one { … }` */
export interface Block extends Documented {
  readonly kind: "Block";
  readonly name: Name;
  readonly label?: Name | undefined;
  readonly body: Body;
}

/** `override fleet.web { size = 6..60 }` */
export interface Override extends Documented {
  readonly kind: "Override";
  readonly target: Expression;
  readonly body: Body;
}

/** `policy small_fleets on fleet f { require … else … }` */
export interface Policy extends Documented {
  readonly kind: "Policy";
  readonly private: boolean;
  readonly name: Name;
  readonly subjectKind: Name;
  readonly subject: Name;
  readonly requirements: readonly Requirement[];
}

/** `require f.size.max <= 100 else "…"` */
export interface Requirement extends Span {
  readonly kind: "Requirement";
  readonly condition: Expression;
  readonly message: Expression;
}

/** `test "…" { assert … }` */
export interface Test extends Documented {
  readonly kind: "Test";
  readonly title: StringLiteral | Missing;
  readonly assertions: readonly Assertion[];
}

/** `assert a >= b else "…"`, the message optional. */
export interface Assertion extends Span {
  readonly kind: "Assertion";
  readonly condition: Expression;
  readonly message?: Expression | undefined;
}

// ---------------------------------------------------------------- expressions

export type Expression =
  | BoolLiteral
  | NullLiteral
  | NumberLiteral
  | StringLiteral
  | Reference
  | Member
  | Index
  | Call
  | ListExpression
  | MapExpression
  | Unary
  | Binary
  | Conditional
  | Match
  | Parenthesized
  | Missing;

export interface BoolLiteral extends Span {
  readonly kind: "BoolLiteral";
  readonly value: boolean;
}

export interface NullLiteral extends Span {
  readonly kind: "NullLiteral";
}

/** `8080`, `1_000`, `0.5`, `30s`, `20GiB`, `99.9%` */
export interface NumberLiteral extends Span {
  readonly kind: "NumberLiteral";
  /** The digits as written, without the unit and underscores: "99.9". */
  readonly digits: string;
  /** As written. Text that is no known unit is kept, so that the checker can suggest one. */
  readonly unit?: string | undefined;
}

/** A string of any form. */
export interface StringLiteral extends Span {
  readonly kind: "StringLiteral";
  readonly form: "plain" | "multiline" | "raw";
  /** What it stands for; with interpolations, what it is put together of, as it occurs. */
  readonly content: string | readonly StringPart[];
}

/** Text of a literal, with its escapes decoded and its common indent removed, or what is put in. */
export type StringPart = string | Interpolation;

/** `${expression}`; the span holds the braces too. */
export interface Interpolation extends Span {
  readonly kind: "Interpolation";
  readonly expression: Expression;
}

/** A bare name in an expression. */
export interface Reference extends Name {
  readonly kind: "Reference";
}

/** `object.name` */
export interface Member extends Span {
  readonly kind: "Member";
  readonly object: Expression;
  readonly name: Name;
}

/** `object[index]` */
export interface Index extends Span {
  readonly kind: "Index";
  readonly object: Expression;
  readonly index: Expression;
}

/** `callee(1, share = 5%)` */
export interface Call extends Span {
  readonly kind: "Call";
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
}

export interface Argument extends Span {
  readonly kind: "Argument";
  readonly name?: Name | undefined;
  readonly value: Expression;
}

/** `[a, ...b]`, or with a `for` clause `[a.name for a in list if a.size > 2]` (then one element, no spread). */
export interface ListExpression extends Span {
  readonly kind: "ListExpression";
  readonly elements: readonly (Expression | Spread)[];
  readonly comprehension?: ForClause | undefined;
}

/** `{ A: 1, "b c": 2, ...rest }`, or with a `for` clause `{ "${a.name}": a.port for a in list }` (one entry, no spread). */
export interface MapExpression extends Span {
  readonly kind: "MapExpression";
  readonly entries: readonly (MapEntry | Spread)[];
  readonly comprehension?: ForClause | undefined;
}

export interface MapEntry extends Span {
  readonly kind: "MapEntry";
  /** A bare key is a string literal of form "plain" with one text part and the key's own span. */
  readonly key: StringLiteral;
  readonly value: Expression;
}

/** `...expression` */
export interface Spread extends Span {
  readonly kind: "Spread";
  readonly value: Expression;
}

/** `for item in list if condition`; with two names, the first is a map's key (or a list's index). */
export interface ForClause extends Span {
  readonly kind: "ForClause";
  readonly names: readonly Name[];
  readonly iterable: Expression;
  readonly condition?: Expression | undefined;
}

export interface Unary extends Span {
  readonly kind: "Unary";
  readonly operator: "-" | "not";
  readonly operand: Expression;
}

/** Loosest first: `??`, `or`, `and`, comparison and `in` (do not chain), `..`, `+ -`, `* / %`. */
export type BinaryOperator =
  | "??"
  | "or"
  | "and"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | ".."
  | "+"
  | "-"
  | "*"
  | "/"
  | "%";

export interface Binary extends Span {
  readonly kind: "Binary";
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}

/** `if c then a else b` */
export interface Conditional extends Span {
  readonly kind: "Conditional";
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
}

/** `match arch { "arm64" => "c7g.large", "x86_64" => "c7i.large", else => … }` */
export interface Match extends Span {
  readonly kind: "Match";
  readonly subject: Expression;
  readonly arms: readonly MatchArm[];
}

export interface MatchArm extends Span {
  readonly kind: "MatchArm";
  /** Alternatives `"a" | "b"`; empty for `else`. */
  readonly patterns: readonly Expression[];
  readonly value: Expression;
}

export interface Parenthesized extends Span {
  readonly kind: "Parenthesized";
  readonly expression: Expression;
}

/** Where an expression or a type should stand and none could be read. Its finding is reported already: stay silent. */
export interface Missing extends Span {
  readonly kind: "Missing";
}

// ---------------------------------------------------------------- types

export type TypeNode =
  | NamedType
  | LiteralType
  | UnionType
  | OptionalType
  | ListType
  | MapType
  | RecordType
  | RefinedType
  | Missing;

/** `int`, `range<int>`, a type parameter, or a kind's name: a reference to a declaration of it. */
export interface NamedType extends Span {
  readonly kind: "NamedType";
  readonly name: Name;
  readonly arguments: readonly TypeNode[];
}

/** `"arm64"` */
export interface LiteralType extends Span {
  readonly kind: "LiteralType";
  readonly value: StringLiteral;
}

export interface UnionType extends Span {
  readonly kind: "UnionType";
  readonly members: readonly TypeNode[];
}

/** `T?` */
export interface OptionalType extends Span {
  readonly kind: "OptionalType";
  readonly element: TypeNode;
}

/** `[T]` */
export interface ListType extends Span {
  readonly kind: "ListType";
  readonly element: TypeNode;
}

/** `{string: T}` */
export interface MapType extends Span {
  readonly kind: "MapType";
  readonly value: TypeNode;
}

/** `{ a: T, b?: U }` */
export interface RecordType extends Span {
  readonly kind: "RecordType";
  readonly fields: readonly RecordField[];
}

export interface RecordField extends Span {
  readonly kind: "RecordField";
  readonly name: Name;
  readonly optional: boolean;
  readonly type: TypeNode;
}

/** `int in 1..50` (value), `string matching "…"` (text), `[T] of 1..5` (length) */
export interface RefinedType extends Span {
  readonly kind: "RefinedType";
  readonly base: TypeNode;
  readonly refinement: "in" | "matching" | "of";
  readonly argument: Expression;
}
