import type * as ast from "../syntax/ast.ts";

/** The text of a string, but for what is put in. */
export function textAlone({ content }: ast.StringLiteral): string {
  return typeof content === "string" ? content : content.filter((part) => typeof part === "string").join("");
}

/** The text of a string without interpolation; null where it has one. */
export function literalText({ content }: ast.StringLiteral): string | null {
  return typeof content === "string" ? content : null;
}
