import { type Span, spanOf } from "../base/span.ts";
import { lex } from "./lexer.ts";
import { NumberToken, PlainString, RawString, StringClose, StringMiddle, StringOpen, wordTypes } from "./tokens.ts";

/** A piece of a source that looks the same wherever it stands. Words of the grammar may be names too: the tree tells. */
export interface LexicalPiece {
  readonly kind: "word" | "number" | "string" | "comment";
  readonly span: Span;
}

/** The words of the grammar, literals and comments of a source, in order. */
export function lexicalPieces(text: string, uri: string): readonly LexicalPiece[] {
  const { tokens, comments } = lex(text, uri, () => {});
  const pieces: LexicalPiece[] = comments.map((comment) => ({ kind: "comment", span: spanOf(comment) }));
  for (const { tokenType, startOffset, image } of tokens) {
    const kind = stringTypes.has(tokenType) ? "string" : tokenType === NumberToken ? "number" : "word";
    if (kind === "word" && !wordTypes.has(image)) continue;
    pieces.push({ kind, span: { uri, start: startOffset, end: startOffset + image.length } });
  }
  return pieces.sort((left, right) => left.span.start - right.span.start);
}

const stringTypes = new Set([PlainString, RawString, StringOpen, StringMiddle, StringClose]);
