import type * as ast from "../syntax/ast.ts";

/** The text of a string without interpolation; null where it has one. */
export function literalText(node: ast.StringLiteral): string | null {
  let text = "";
  for (const part of node.parts) {
    if (part.kind === "Interpolation") return null;
    text += part.value;
  }
  return text;
}
