import { byText } from "../base/order.ts";
import { type Span, spanOf } from "../base/span.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { literalText } from "../semantics/literal-text.ts";
import type * as ast from "../syntax/ast.ts";

export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly span: Span;
  /** What to put the cursor on; inside `span`. */
  readonly nameSpan: Span;
  readonly children: readonly DocumentSymbol[];
}

export type SymbolKind =
  | "declaration"
  | "kind"
  | "constant"
  | "parameter"
  | "function"
  | "policy"
  | "test"
  | "field"
  | "block";

/** What a source declares, as an outline. */
export function documentSymbols(snapshot: Snapshot, uri: string): readonly DocumentSymbol[] {
  return snapshot.analyze().value.all.get(uri)?.file.items.flatMap(itemSymbol) ?? [];
}

export interface WorkspaceSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly container: string;
  readonly span: Span;
}

/** What the project's own sources declare with the letters of a query in their names, in that order. */
export function workspaceSymbols(snapshot: Snapshot, query: string): readonly WorkspaceSymbol[] {
  const found: WorkspaceSymbol[] = [];
  for (const module of snapshot.modules().value.all.values()) {
    if (module.std) continue;
    for (const symbol of module.file.items.flatMap(itemSymbol)) {
      const name = symbol.kind === "declaration" ? `${symbol.detail}.${symbol.name}` : symbol.name;
      if (hasLetters(name, query))
        found.push({ name, kind: symbol.kind, container: module.uri, span: symbol.nameSpan });
    }
  }
  return found.sort(byText(({ name }) => name));
}

/** Whether a name has the letters of a query in their order, capital or not. */
export function hasLetters(name: string, query: string): boolean {
  const text = name.toLowerCase();
  let at = 0;
  for (const letter of query.toLowerCase()) {
    const found = text.indexOf(letter, at);
    if (found < 0) return false;
    at = found + letter.length;
  }
  return true;
}

function itemSymbol(item: ast.Item): readonly DocumentSymbol[] {
  switch (item.kind) {
    case "Import":
      return [];
    case "Test": {
      const name = item.title.kind === "StringLiteral" ? (literalText(item.title) ?? "") : "";
      return [symbol(item, name, spanOf(item.title), "test", "test")];
    }
    case "Declaration":
      return [
        symbol(item, item.name.text, spanOf(item.name), "declaration", item.kindName.text, bodySymbols(item.body)),
      ];
    case "Kind":
      return [symbol(item, item.name.text, spanOf(item.name), "kind", "kind", item.members.map(memberSymbol))];
    case "Let":
      return [symbol(item, item.name.text, spanOf(item.name), "constant", "let")];
    case "Param":
      return [symbol(item, item.name.text, spanOf(item.name), "parameter", "param")];
    case "Fn":
      return [symbol(item, item.name.text, spanOf(item.name), "function", "fn")];
    case "Policy":
      return [symbol(item, item.name.text, spanOf(item.name), "policy", `policy on ${item.subjectKind.text}`)];
  }
}

function bodySymbols(body: ast.Body): readonly DocumentSymbol[] {
  return body.items.map(bodyItemSymbol);
}

function bodyItemSymbol(item: ast.BodyItem): DocumentSymbol {
  switch (item.kind) {
    case "Attribute":
      return symbol(item, item.name.text, spanOf(item.name), "field", "");
    case "Block": {
      const name = item.label ? `${item.name.text} ${item.label.text}` : item.name.text;
      return symbol(item, name, spanOf(item.label ?? item.name), "block", "", bodySymbols(item.body));
    }
    case "Override":
      return symbol(
        item,
        `override ${pathText(item.target)}`,
        spanOf(item.target),
        "block",
        "",
        bodySymbols(item.body),
      );
  }
}

function pathText(node: ast.Expression): string {
  if (node.kind === "Reference") return node.text;
  return node.kind === "Member" ? `${pathText(node.object)}.${node.name.text}` : "…";
}

function memberSymbol(member: ast.KindMember): DocumentSymbol {
  const children = member.kind === "BlockMember" ? member.members.map(memberSymbol) : [];
  const kind = member.kind === "BlockMember" ? "block" : "field";
  return symbol(member, member.name.text, spanOf(member.name), kind, "", children);
}

function symbol(
  node: Span,
  name: string,
  nameSpan: Span,
  kind: SymbolKind,
  detail: string,
  children: readonly DocumentSymbol[] = [],
): DocumentSymbol {
  // Recovery may have put a name that is not there outside of what it belongs to, and editors want one that shows.
  const span = spanOf(node);
  const start = Math.max(span.start, Math.min(nameSpan.start, span.end));
  const end = Math.max(start, Math.min(nameSpan.end, span.end));
  return { name: name === "" ? "?" : name, detail, kind, span, nameSpan: { ...span, start, end }, children };
}
