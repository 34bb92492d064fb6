import type * as ast from "../syntax/ast.ts";

/** The text of a string without interpolation; null where it has one. */
export function literalText({ parts }: ast.StringLiteral): string | null {
  const first = parts[0];
  if (first && parts.length === 1) return first.kind === "StringText" ? first.value : null;
  let text = "";
  for (const part of parts) {
    if (part.kind === "Interpolation") return null;
    text += part.value;
  }
  return text;
}
