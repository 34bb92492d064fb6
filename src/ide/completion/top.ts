import type { KindModel } from "../../semantics/kinds.ts";
import { parse } from "../../syntax/parse.ts";
import { type CompletionItem, escapeSnippet } from "./item.ts";
import { requiredSnippets } from "./members.ts";
import { type CompletionRequest, type CompletionSource, standIn } from "./request.ts";

/** What an item of a file may begin with: a kind, or a word of the language. */
export const itemItems: CompletionSource = (request) => {
  const { path, text, word, probed, probe } = request;
  const item = path[1];
  const unread = path.length === 1;
  const kindName = item?.kind === "Declaration" && item.kindName.text === standIn;
  if (!unread && !kindName && item?.start !== probe) return [];
  // In the middle of a line, a broken item is being written, unless words that begin one stand before.
  const line = text.slice(text.lastIndexOf("\n", word.start - 1) + 1, word.start);
  if (!/^\s*((private|abstract)\s+)*$/.test(line)) return [];
  const isAbstract = /abstract/.test(line);
  const kinds = [...probed.analyze().value.kinds.values()].map((kind) => kindItem(request, kind, isAbstract));
  const keywordsHere = isAbstract ? {} : /\S/.test(line) ? privateKeywords : keywords;
  const words = Object.entries(keywordsHere).map(([label, [snippet, detail]]) => ({
    ...base(request, label),
    detail,
    snippet,
    rank: 2,
  }));
  return isWritten(request) ? fitting(request, line, [...kinds, ...words]) : [...kinds, ...words];
};

// Whether the rest of an item stands there already, so that its first word is all that is missing.
function isWritten({ text, word }: CompletionRequest): boolean {
  return /^[ \t]+[\p{XID_Start}_{"]/u.test(text.slice(word.end));
}

/** Of words to write before the rest of an item, those that make the most sense of it. */
function fitting(
  { text, word }: CompletionRequest,
  line: string,
  items: readonly CompletionItem[],
): readonly CompletionItem[] {
  const rest = text.slice(word.end, word.end + enoughOfAnItem);
  const mistakes = items.map(
    ({ label }) => parse({ uri: word.uri, text: `${line}${label}${rest}` }).diagnostics.length,
  );
  const fewest = Math.min(...mistakes);
  return items.flatMap((item, index) =>
    mistakes[index] === fewest ? [{ ...item, snippet: escapeSnippet(item.label) }] : [],
  );
}

/** Characters, to tell what item it is. */
const enoughOfAnItem = 1000;

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
  const body = isAbstract ? "\t$0\n" : requiredSnippets(members, 2);
  return {
    ...base(request, symbol.name),
    kind: "kind",
    detail: `kind ${symbol.name}`,
    doc,
    snippet: `${symbol.name} \${1:name} {\n${body}}`,
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
