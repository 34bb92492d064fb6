import {
  type CompletionItem,
  CompletionItemKind,
  CompletionRequest,
  InsertTextFormat,
  MarkupKind,
} from "vscode-languageserver/node.js";
import type { CompletionItem as Item } from "../../ide/completion/item.ts";
import { completionsAt } from "../../ide/completion.ts";
import { hasLetters } from "../../ide/symbols.ts";
import { defineHandler } from "../handler.ts";
import { type Cursor, cursorOf, hasCommand, rangeIn, type Server } from "../server.ts";

const kinds: Readonly<Record<Item["kind"], CompletionItemKind>> = {
  attribute: CompletionItemKind.Field,
  block: CompletionItemKind.Module,
  kind: CompletionItemKind.Class,
  keyword: CompletionItemKind.Keyword,
  value: CompletionItemKind.EnumMember,
  reference: CompletionItemKind.Reference,
  variable: CompletionItemKind.Variable,
  parameter: CompletionItemKind.TypeParameter,
  function: CompletionItemKind.Function,
  policy: CompletionItemKind.Interface,
  module: CompletionItemKind.Module,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  unit: CompletionItemKind.Unit,
  type: CompletionItemKind.Struct,
  snippet: CompletionItemKind.Snippet,
};

export const handler = defineHandler(CompletionRequest.type, {
  needs: ["textDocument", "position"],
  capabilities: () => ({ completionProvider: { triggerCharacters: [".", '"', "/", "=", " ", "%", "{", "(", "["] } }),
  handle(server, params) {
    const cursor = cursorOf(server, params);
    if (!cursor) return null;
    // A space or bracket asks for values only where one must follow: a list that pops up at every word is a nuisance.
    if (isNuisance(cursor, params.context?.triggerCharacter)) return { isIncomplete: false, items: [] };
    const items = completionsAt(cursor.snapshot, cursor.uri, cursor.offset);
    const shown = items.length > mostItems ? items.filter((item) => fits(cursor, item)).slice(0, mostItems) : items;
    const isIncomplete = shown.length < items.length;
    return { isIncomplete, items: shown.map((item) => toItem(server, cursor, item)) };
  },
});

/** Nobody reads more: of a longer list, what fits the letters that are written, and the client asks again with the next. */
const mostItems = 1000;

function fits({ document, offset }: Cursor, { label, replace }: Item): boolean {
  return hasLetters(label, document.getText().slice(replace.start, offset));
}

function isNuisance({ document, offset }: Cursor, trigger: string | undefined): boolean {
  if (trigger !== " " && trigger !== "{" && trigger !== "(" && trigger !== "[" && trigger !== "=") return false;
  const before = document.getText().slice(Math.max(0, offset - 200), offset);
  return !/(=|\bextends|\bimport \{|\boverride|\bfrom|[(,[:])[ ]*$/.test(before);
}

function toItem(server: Server, { document }: Cursor, item: Item): CompletionItem {
  const snippets = server.client.textDocument?.completion?.completionItem?.snippetSupport === true;
  const newText = snippets ? item.snippet : plainText(item);
  const edits = item.edits.map(({ span, text }) => ({ range: rangeIn(document, span), newText: text }));
  return {
    label: item.label,
    kind: kinds[item.kind],
    ...(item.detail === "" ? {} : { detail: item.detail }),
    ...(item.doc === "" ? {} : { documentation: { kind: MarkupKind.Markdown, value: item.doc } }),
    sortText: `${item.rank}${item.label}`,
    filterText: item.label,
    insertTextFormat: snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: rangeIn(document, item.replace), newText },
    ...(edits.length > 0 ? { additionalTextEdits: edits } : {}),
    ...(item.again && snippets && hasCommand(server.client, suggest)
      ? { command: { title: "Suggest", command: suggest } }
      : {}),
  };
}

/** Asks for completion again, where a value follows what was chosen. */
const suggest = "editor.action.triggerSuggest";

/**
 * What is known without anybody filling in a snippet: up to its first stop, without the quote or bracket that would be
 * closed behind it. Where a stop comes first, what it suggests.
 */
function plainText({ snippet, label }: Item): string {
  const [before = ""] = snippet.split(stop, 1);
  const known = before.replace(/(?<![("[{])[("[{]+ ?$/, "");
  const text = before === "" ? snippet.replace(/\$\{\d+:([^{}]*)\}/g, "$1") : known;
  return text.includes("\n") || text === "" ? label : text.replace(/\\([\\$}])/g, "$1");
}

const stop = /(?<!\\)\$[\d{]/;
