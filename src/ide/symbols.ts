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
      return [symbol(item, { name, nameSpan: spanOf(item.title), kind: "test", detail: "test", children: [] })];
    }
    case "Declaration":
      return [named(item, "declaration", item.kindName.text, bodySymbols(item.body))];
    case "Kind":
      return [named(item, "kind", "kind", item.members.map(memberSymbol))];
    case "Let":
      return [named(item, "constant", "let")];
    case "Param":
      return [named(item, "parameter", "param")];
    case "Fn":
      return [named(item, "function", "fn")];
    case "Policy":
      return [named(item, "policy", `policy on ${item.subjectKind.text}`)];
  }
}

function bodySymbols(body: ast.Body): readonly DocumentSymbol[] {
  return body.items.map(bodyItemSymbol);
}

function bodyItemSymbol(item: ast.BodyItem): DocumentSymbol {
  switch (item.kind) {
    case "Attribute":
      return named(item, "field", "");
    case "Block": {
      const name = item.label ? `${item.name.text} ${item.label.text}` : item.name.text;
      return block(item, name, item.label ?? item.name);
    }
    case "Override":
      return block(item, `override ${pathText(item.target)}`, item.target);
  }
}

function block(node: Span & { readonly body: ast.Body }, name: string, nameSpan: Span): DocumentSymbol {
  return symbol(node, {
    name,
    nameSpan: spanOf(nameSpan),
    kind: "block",
    detail: "",
    children: bodySymbols(node.body),
  });
}

function pathText(node: ast.Expression): string {
  if (node.kind === "Reference") return node.text;
  return node.kind === "Member" ? `${pathText(node.object)}.${node.name.text}` : "…";
}

function memberSymbol(member: ast.KindMember): DocumentSymbol {
  const children = member.kind === "BlockMember" ? member.members.map(memberSymbol) : [];
  const kind = member.kind === "BlockMember" ? "block" : "field";
  return named(member, kind, "", children);
}

function named(
  node: Span & { readonly name: ast.Name },
  kind: SymbolKind,
  detail: string,
  children: readonly DocumentSymbol[] = [],
): DocumentSymbol {
  return symbol(node, { name: node.name.text, nameSpan: spanOf(node.name), kind, detail, children });
}

function symbol(node: Span, { name, nameSpan, kind, detail, children }: Omit<DocumentSymbol, "span">): DocumentSymbol {
  // Recovery may have put a name that is not there outside of what it belongs to, and editors want one that shows.
  const span = spanOf(node);
  const start = Math.max(span.start, Math.min(nameSpan.start, span.end));
  const end = Math.max(start, Math.min(nameSpan.end, span.end));
  return { name: name === "" ? "?" : name, detail, kind, span, nameSpan: { ...span, start, end }, children };
}
