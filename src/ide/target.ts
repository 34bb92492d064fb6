import { type Span, spanOf } from "../base/span.ts";
import type { KindModel, MemberModel } from "../semantics/kinds.ts";
import type { ModuleSymbol } from "../semantics/symbols.ts";
import type { Type } from "../semantics/types.ts";

/** What a name in a source stands for. Two are the same when their names are declared at the same place. */
export type Target =
  | { readonly kind: "symbol"; readonly symbol: ModuleSymbol }
  | { readonly kind: "kind"; readonly model: KindModel }
  /** A field or block of a kind. `owner`: what it belongs to, as in `fleet.http`. */
  | { readonly kind: "member"; readonly model: MemberModel; readonly owner: string }
  /** A parameter of a function. */
  | { readonly kind: "parameter"; readonly name: string; readonly span: Span; readonly type: Type }
  /** A name inside one expression or policy; `base` stands for what the declaration around it builds on. */
  | { readonly kind: "local" | "base"; readonly name: string; readonly span: Span; readonly type: Type }
  | { readonly kind: "type-parameter"; readonly name: string; readonly span: Span }
  /** The name that a block is known by: `step one`. */
  | { readonly kind: "label"; readonly name: string; readonly span: Span };

/** Where the name is declared. */
export function targetSpan(target: Target): Span {
  switch (target.kind) {
    case "symbol":
      return target.symbol.nameSpan;
    case "kind":
      return target.model.symbol.nameSpan;
    case "member":
      return spanOf(target.model.node.name);
    default:
      return target.span;
  }
}

/** The name as it is declared; a use may say it by another one, as `import { a as b }` does. */
export function targetName(target: Target): string {
  switch (target.kind) {
    case "symbol":
      return target.symbol.name;
    case "kind":
      return target.model.symbol.name;
    case "member":
      return target.model.name;
    default:
      return target.name;
  }
}

/** Equal for the same target, whatever found it. */
export function targetKey(target: Target): string {
  const { uri, start } = targetSpan(target);
  return target.kind === "base" ? `base ${uri}#${start}` : `${uri}#${start}`;
}
