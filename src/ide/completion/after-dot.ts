import type { MemberModel } from "../../semantics/kinds.ts";
import type { ModuleSymbol } from "../../semantics/symbols.ts";
import { typeText } from "../../semantics/type-text.ts";
import { required, unrefined } from "../../semantics/types.ts";
import type * as ast from "../../syntax/ast.ts";
import { memberText } from "../describe.ts";
import { membersOf } from "../occurrences.ts";
import { importableDeclarations } from "./importable.ts";
import { type CompletionItem, escapeSnippet } from "./item.ts";
import { type CompletionRequest, type CompletionSource, standIn } from "./request.ts";

/** What may stand after a dot. */
export const memberAccessItems: CompletionSource = (request) => {
  const node = request.path.at(-1);
  if (node?.kind !== "Member" || node.name.text !== standIn) return [];
  const { typeOf, kinds } = request.probed.analyze().value;
  const type = typeOf(node.object);
  const object = type && unrefined(required(type));
  switch (object?.kind) {
    case "namespace":
      return declarationItems(request, object.kindName, isTargetOf(request, node));
    case "view":
      return viewItems(request, object.kindName);
    case "reference": {
      const members = membersOf(request.probed.analyze().value, object.kindName)?.members ?? new Map();
      const views = object.kindName === "environment" ? [...kinds.keys()].filter((name) => !members.has(name)) : [];
      return [
        nameItem(request, "name", "string", "Its name."),
        ...[...members.values()].map((model) => modelItem(request, model)),
        ...views.map((name) => ({
          ...nameItem(request, name, `the ${name} declarations as they are here`, ""),
          rank: 5,
        })),
      ];
    }
    case "record":
      return [...object.fields].map(([name, field]) => nameItem(request, name, typeText(field.type), ""));
    case "range":
      return ["min", "max"].map((name) => nameItem(request, name, typeText(object.element), ""));
    default:
      return [];
  }
};

// `fleet.` in an override or an `extends` names a declaration, not a value.
function isTargetOf({ path }: CompletionRequest, node: ast.Member): boolean {
  const parent = path.at(-2);
  return parent?.kind === "Override" && parent.target === node;
}

function declarationItems(request: CompletionRequest, kindName: string, target: boolean): readonly CompletionItem[] {
  const { module, path } = request;
  const known = [...module.declared, ...module.imported].flatMap(([name, symbols]) =>
    symbols.flatMap((symbol) => {
      const around = path.some((node) => node === symbol.node);
      return "kindName" in symbol && symbol.kindName === kindName && !around
        ? [symbolItem(request, name, symbol, target)]
        : [];
    }),
  );
  return [...known, ...importableDeclarations(request, kindName)];
}

function symbolItem(request: CompletionRequest, name: string, symbol: ModuleSymbol, target: boolean): CompletionItem {
  const detail = "kindName" in symbol ? symbol.kindName : symbol.kind;
  const item = nameItem(request, name, detail, symbol.node.doc ?? "");
  const written = /^[ \t]*\{/.test(request.text.slice(request.word.end));
  return target && !written ? { ...item, snippet: `${escapeSnippet(name)} {\n\t$0\n}` } : item;
}

function viewItems(request: CompletionRequest, kindName: string): readonly CompletionItem[] {
  const names = new Map<string, ModuleSymbol>();
  for (const module of request.probed.analyze().value.all.values()) {
    for (const [name, symbols] of module.std ? [] : module.declared) {
      const symbol = symbols.find((each) => each.kind === "declaration" && each.kindName === kindName);
      if (symbol) names.set(name, symbol);
    }
  }
  return [...names].map(([name, symbol]) => nameItem(request, name, kindName, symbol.node.doc ?? ""));
}

function modelItem(request: CompletionRequest, model: MemberModel): CompletionItem {
  return nameItem(request, model.name, memberText(request.probed, model), model.node.doc ?? "");
}

function nameItem({ word }: CompletionRequest, label: string, detail: string, doc: string): CompletionItem {
  return {
    label,
    kind: "attribute",
    detail,
    doc,
    snippet: escapeSnippet(label),
    replace: word,
    rank: 1,
    edits: [],
    again: false,
  };
}
