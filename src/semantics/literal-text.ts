import type * as ast from "../syntax/ast.ts";

/** The text of a string without interpolation; null where it has one. */
export function literalText({ parts }: ast.StringLiteral): string | null {
  const first = parts[0];
  if (first !== undefined && parts.length === 1) return typeof first === "string" ? first : null;
  let text = "";
  for (const part of parts) {
    if (typeof part !== "string") return null;
    text += part;
  }
  return text;
}
