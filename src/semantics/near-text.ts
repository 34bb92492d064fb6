import type * as ast from "../syntax/ast.ts";
import { literalText } from "./literal-text.ts";
import { takesPattern } from "./pattern.ts";
import type { Type } from "./types.ts";

/** What a text was most likely meant to be, of which a place takes only some: `0755` for `755`; null where nothing near fits. */
export function nearText(text: string, takes: (text: string) => boolean): string | null {
  // Of any other text it is not known what its characters stand for.
  if (!/^[\w ./:@+-]{1,100}$/.test(text)) return null;
  return forms.map((form) => form(text)).find((form) => form !== "" && takes(form)) ?? null;
}

const dashed = (text: string): string => text.trim().replace(/[\s_]+/g, "-");

/** The likeliest first: what was left out, then what is written otherwise. */
const forms: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.trim(),
  (text) => (/^\d+$/.test(text) ? `0${text}` : ""),
  (text) => `/${text}`,
  (text) => text.toLowerCase(),
  dashed,
  (text) => dashed(text).toLowerCase(),
];

/** Whether what a type asks of the form of a text is known here, and met. */
export function takesTextOf(type: Type, text: string): boolean {
  switch (type.kind) {
    case "string":
      return true;
    case "union":
      return type.members.some((member) => takesTextOf(member, text));
    case "refined":
      return (
        type.refinement.kind === "matching" && takesTextOf(type.base, text) && matches(type.refinement.argument, text)
      );
    default:
      return false;
  }
}

function matches(argument: ast.Expression, text: string): boolean {
  const pattern = argument.kind === "StringLiteral" ? literalText(argument) : null;
  return pattern === null || takesPattern(pattern, argument.uri, text);
}
