import type { SemanticTokensEdit } from "vscode-languageserver/node.js";
import type { TextDocument } from "vscode-languageserver-textdocument";
import {
  type SemanticToken,
  semanticTokens,
  type TokenType,
  tokenModifiers,
  tokenTypes,
} from "../ide/semantic-tokens.ts";
import type { Located } from "./locate.ts";
import type { Server } from "./server.ts";

/** What a grammar of the editor's own tells as well, and finer: escapes within a string, the unit of a number. */
const lexical: ReadonlySet<TokenType> = new Set(["keyword", "comment", "string", "number"]);

/** The tokens of a source; of names alone, for a client that lays them over what it finds itself. */
export function tokensFor({ client }: Server, { snapshot, uri }: Located): readonly SemanticToken[] {
  const tokens = semanticTokens(snapshot, uri);
  const augments = client.textDocument?.semanticTokens?.augmentsSyntaxTokens === true;
  return augments ? tokens.filter(({ type }) => !lexical.has(type)) : tokens;
}

/** Tokens as the protocol encodes them: five numbers each, relative to the one before; none goes over a line end. */
export function encodeTokens(document: TextDocument, tokens: readonly SemanticToken[]): number[] {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const token of tokens) {
    for (const { start, length } of linesOf(document, token)) {
      const sameLine = start.line === line;
      data.push(
        start.line - line,
        sameLine ? start.character - character : start.character,
        length,
        tokenTypes.indexOf(token.type),
        token.modifiers.reduce((bits, modifier) => bits | (1 << tokenModifiers.indexOf(modifier)), 0),
      );
      ({ line, character } = start);
    }
  }
  return data;
}

interface Piece {
  readonly start: { readonly line: number; readonly character: number };
  readonly length: number;
}

function linesOf(document: TextDocument, { span }: SemanticToken): readonly Piece[] {
  const first = document.positionAt(span.start);
  const last = document.positionAt(span.end);
  if (first.line === last.line) return [{ start: first, length: last.character - first.character }];
  const pieces: Piece[] = [];
  for (let line = first.line; line <= last.line; line++) {
    const start = { line, character: line === first.line ? first.character : 0 };
    const from = document.offsetAt(start);
    const end = line === last.line ? span.end : document.offsetAt({ line: line + 1, character: 0 });
    const text = document
      .getText()
      .slice(from, end)
      .replace(/\r?\n$|\r$/, "");
    if (text.length > 0) pieces.push({ start, length: text.length });
  }
  return pieces;
}

/** The one edit that makes the first list of numbers the second. */
export function tokensEdit(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const deleteCount = before.length - start - tail;
  const data = after.slice(start, after.length - tail);
  return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }];
}

/** What a client was sent for a document: its name, and the numbers. */
interface SentTokens {
  readonly resultId: string;
  readonly data: readonly number[];
}

const sent = new WeakMap<TextDocument, SentTokens>();
let results = 0;

/** What was sent last for a document, for the next to be told as a difference; undefined once it was opened anew. */
export function sentTokens(document: TextDocument): SentTokens | undefined {
  return sent.get(document);
}

/** Remembers what is sent, and names it. */
export function rememberTokens(document: TextDocument, data: readonly number[]): string {
  results += 1;
  const resultId = String(results);
  sent.set(document, { resultId, data });
  return resultId;
}
