import type { KindModel } from "../../semantics/kinds.ts";
import { type CompletionItem, escapeSnippet } from "./item.ts";
import { requiredSnippets } from "./members.ts";
import { type CompletionRequest, type CompletionSource, standIn } from "./request.ts";

/** What an item of a file may begin with: a kind, or a word of the language. */
export const itemItems: CompletionSource = (request) => {
  const { path, text, word, probed } = request;
  const item = path[1];
  const unread = path.length === 1;
  const kindName = item?.kind === "Declaration" && item.kindName.text === standIn;
  if (!unread && !kindName) return [];
  // In the middle of a line, a broken item is being written, unless words that begin one stand before.
  const line = text.slice(text.lastIndexOf("\n", word.start - 1) + 1, word.start);
  if (!/^\s*((private|abstract)\s+)*$/.test(line)) return [];
  const plain = !/\S/.test(line);
  const kinds = [...probed.analyze().value.kinds.values()].map((kind) =>
    kindItem(request, kind, /abstract/.test(line)),
  );
  const words = Object.entries(plain ? keywords : privateKeywords).map(([label, [snippet, detail]]) => ({
    ...base(request, label),
    kind: "keyword" as const,
    detail,
    snippet,
    rank: 2,
  }));
  return [...kinds, ...words];
};

const privateKeywords: Readonly<Record<string, readonly [string, string]>> = {
  let: ["let ${1:name} = $0", "a named value"],
  fn: ["fn ${1:name}($2): ${3:int} = $0", "a function"],
  policy: [
    'policy ${1:name} on ${2:fleet} ${3:f} {\n\trequire $4\n\t\telse "$0"\n}',
    "what every declaration of a kind must meet",
  ],
};

const keywords: typeof privateKeywords = {
  ...privateKeywords,
  import: ['import { $2 } from "$1"', "names of another file"],
  param: ["param ${1:name}: ${2:string}$0", "a value given when building"],
  test: ['test "$1" {\n\tassert $0\n}', "assertions about the project"],
  private: ["private $0", "hidden from other files"],
  abstract: ["abstract $0", "a declaration to extend, not built itself"],
};

function kindItem(
  request: CompletionRequest,
  { symbol, members, doc }: KindModel,
  isAbstract: boolean,
): CompletionItem {
  const named = /^[ \t]+[\p{XID_Start}_{]/u.test(request.text.slice(request.word.end));
  const body = isAbstract ? "\t$0\n" : requiredSnippets(members, 2);
  return {
    ...base(request, symbol.name),
    kind: "kind",
    detail: `kind ${symbol.name}`,
    doc,
    snippet: named ? escapeSnippet(symbol.name) : `${symbol.name} \${1:name} {\n${body}}`,
  };
}

function base({ word }: CompletionRequest, label: string): CompletionItem {
  return {
    label,
    kind: "keyword",
    detail: "",
    doc: "",
    snippet: label,
    replace: word,
    rank: 1,
    edits: [],
    again: false,
  };
}
