import { isAssignable } from "../../semantics/assignable.ts";
import { signatureText } from "../../semantics/check/call.ts";
import { resolveType } from "../../semantics/resolve-type.ts";
import type { DeclarationSymbol, FnSymbol, ModuleSymbol } from "../../semantics/symbols.ts";
import { typeText } from "../../semantics/type-text.ts";
import { any, required, type Type } from "../../semantics/types.ts";
import { expectedType } from "../expected-type.ts";
import { importableDeclarations, importableNames, importItem } from "./importable.ts";
import type { CompletionItem } from "./item.ts";
import { keywordItems } from "./keywords.ts";
import { literalItems, patternItems } from "./literals.ts";
import { type CompletionRequest, type CompletionSource, standIn } from "./request.ts";
import { localsAt } from "./scope.ts";
import { valueItem as item } from "./value-item.ts";

/** What a value may be: what its place asks for first, then every name in scope, then names to import. */
export const valueItems: CompletionSource = (request) => {
  const { path, probed } = request;
  const node = path.at(-1);
  if (node?.kind !== "Reference" || node.text !== standIn) return [];
  const parent = path.at(-2);
  if (parent?.kind === "Declaration") return extendsItems(request, parent.kindName.text);
  if (isOverridden(request)) return [];
  // Bounds are numbers alone.
  if (path.some(({ kind }) => kind === "RefinedType")) return [];
  const wanted = expectedType(probed, path);
  const match = path.at(-3);
  if (parent?.kind === "MatchArm" && match?.kind === "Match" && node !== parent.value)
    return patternItems(request, match, parent, wanted);
  return [
    ...literalItems(request, wanted),
    ...localItems(request, wanted),
    ...moduleItems(request, wanted),
    ...kindItems(request),
    ...preludeItems(request, wanted),
    ...keywordItems(request),
    ...importableItems(request, wanted),
  ];
};

/** The kinds that an override may be of. */
export const targetItems: CompletionSource = (request) => {
  if (!isOverridden(request)) return [];
  const named = request.text.charAt(request.word.end) === ".";
  return kindItems(request).map((item) => (named ? item : { ...item, snippet: `${item.label}.$0`, again: true }));
};

function isOverridden({ path }: CompletionRequest): boolean {
  const node = path.at(-1);
  if (node?.kind !== "Reference" || node.text !== standIn) return false;
  const [around, parent] = path.slice(-3, -1);
  if (parent?.kind === "Member") return around?.kind === "Override" && around.target === parent;
  return parent?.kind === "Override" || (parent?.kind === "Attribute" && parent.name.text === "override");
}

function localItems(request: CompletionRequest, wanted: Type | null): readonly CompletionItem[] {
  return localsAt(request.probed, request.path).map(({ name, type }) =>
    item(request, { label: name, kind: "parameter", detail: typeText(type), rank: fits(type, wanted) ? 1 : 3 }),
  );
}

function moduleItems(request: CompletionRequest, wanted: Type | null): readonly CompletionItem[] {
  const { module, probed } = request;
  const { kinds } = probed.analyze().value;
  const items: CompletionItem[] = [];
  for (const [name, symbols] of [...module.declared, ...module.imported]) {
    for (const symbol of symbols) {
      if (name === standIn) continue;
      if (isAround(request, symbol)) continue;
      const qualified = symbols.length > 1 || kinds.has(name);
      items.push(symbolItem(request, symbol, name, qualified, wanted));
    }
  }
  return items;
}

function isAround({ path }: CompletionRequest, symbol: ModuleSymbol): boolean {
  return path.some((node) => node === symbol.node);
}

function symbolItem(
  request: CompletionRequest,
  symbol: ModuleSymbol,
  name: string,
  qualified: boolean,
  wanted: Type | null,
): CompletionItem {
  const { typeOf, kinds } = request.probed.analyze().value;
  const doc = symbol.node.doc ?? "";
  switch (symbol.kind) {
    case "fn":
      return functionItem(request, symbol, name, wanted);
    case "let":
    case "param": {
      const type =
        symbol.kind === "let"
          ? (typeOf(symbol.node.value) ?? any)
          : resolveType(symbol.node.type, { report: () => {}, kindNames: new Set(kinds.keys()) });
      const rank = fits(type, wanted) ? 1 : 4;
      return item(request, { label: name, kind: "variable", detail: typeText(type), doc, rank });
    }
    case "declaration":
    case "policy": {
      const label = qualified && symbol.kind === "declaration" ? `${symbol.kindName}.${name}` : name;
      // What is abstract can be extended, not used.
      const usable = symbol.kind === "policy" || !symbol.node.abstract;
      const rank = usable && fits({ kind: "reference", kindName: symbol.kindName }, wanted) ? 0 : 6;
      const kind = symbol.kind === "policy" ? "policy" : "reference";
      return item(request, { label, kind, detail: symbol.kindName, doc, rank });
    }
  }
}

function functionItem(request: CompletionRequest, symbol: FnSymbol, name: string, wanted: Type | null): CompletionItem {
  const { kinds } = request.probed.analyze().value;
  const { node } = symbol;
  const typeParameters = new Set(node.typeParameters.map((each) => each.text));
  const result = resolveType(node.result, { report: () => {}, kindNames: new Set(kinds.keys()), typeParameters });
  const called = request.text.charAt(request.word.end) === "(";
  const holes = node.parameters
    .filter((each) => !each.default)
    .map((each, index) => `\${${index + 1}:${each.name.text}}`);
  return item(request, {
    label: name,
    kind: "function",
    detail: signatureText(node),
    doc: node.doc ?? "",
    snippet: called ? name : `${name}(${holes.join(", ")})`,
    rank: result.kind !== "parameter" && fits(result, wanted) ? 2 : 5,
  });
}

function kindItems(request: CompletionRequest): readonly CompletionItem[] {
  return [...request.probed.analyze().value.kinds.values()].map(({ symbol, doc }) =>
    item(request, { label: symbol.name, kind: "kind", detail: `kind ${symbol.name}`, doc, rank: 7 }),
  );
}

function preludeItems(request: CompletionRequest, wanted: Type | null): readonly CompletionItem[] {
  const prelude = request.probed.analyze().value.all.get("std/prelude");
  return [...(prelude?.declared ?? [])].flatMap(([name, symbols]) =>
    symbols.flatMap((symbol) => (symbol.kind === "fn" ? [functionItem(request, symbol, name, wanted)] : [])),
  );
}

function extendsItems(request: CompletionRequest, kindName: string): readonly CompletionItem[] {
  const { module } = request;
  const items = [...module.declared, ...module.imported].flatMap(([name, symbols]) =>
    symbols.flatMap((symbol) =>
      symbol.kind === "declaration" && symbol.kindName === kindName && !isBuiltOn(request, symbol)
        ? [item(request, { label: name, kind: "reference", detail: kindName, doc: symbol.node.doc ?? "", rank: 0 })]
        : [],
    ),
  );
  return [...items, ...importableDeclarations(request, kindName)];
}

// Whether a declaration is the one around, or extends it, directly or through others.
function isBuiltOn(request: CompletionRequest, symbol: DeclarationSymbol): boolean {
  const { parents } = request.probed.analyze().value;
  const seen = new Set<DeclarationSymbol>();
  for (let at: DeclarationSymbol | undefined = symbol; at && !seen.has(at); at = parents.get(at)) {
    if (isAround(request, at)) return true;
    seen.add(at);
  }
  return false;
}

// Names that are not here yet: those that the place asks for, or any that begins like what is written.
function importableItems(request: CompletionRequest, wanted: Type | null): readonly CompletionItem[] {
  const { text, word } = request;
  const typed = text.slice(word.start, request.offset).toLowerCase();
  return importableNames(request).flatMap((each) => {
    const { item: node } = each;
    const kindName = node.kind === "Declaration" ? node.kindName.text : node.kind === "Policy" ? "policy" : null;
    const asked = kindName !== null && wanted !== null && fits({ kind: "reference", kindName }, wanted);
    const begun = typed !== "" && each.name.toLowerCase().startsWith(typed);
    return asked || begun ? [importItem(request, each, asked ? 2 : 9)] : [];
  });
}

function fits(type: Type, wanted: Type | null): boolean {
  if (wanted === null || wanted.kind === "any" || type.kind === "any") return false;
  return isAssignable(type, wanted) || isAssignable(required(type), wanted);
}
