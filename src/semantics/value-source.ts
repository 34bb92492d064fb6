import type * as ast from "../syntax/ast.ts";
import { literalText } from "./literal-text.ts";
import type { AnySymbol } from "./symbols.ts";

type Resolutions = ReadonlyMap<ast.Expression, AnySymbol>;

/**
 * Where the value of a name is written: the value of a `let` of the project, or of an entry of the map that one is. Null
 * where the expression is no such name.
 */
export function valueSource(resolutions: Resolutions, node: ast.Expression): ast.Expression | null {
  const source = writtenAt(resolutions, node, farthest);
  return source === node || source?.uri.startsWith("std/") ? null : source;
}

// From one `let` to the next; those in a circle have no value.
const farthest = 20;

function writtenAt(resolutions: Resolutions, node: ast.Expression, left: number): ast.Expression | null {
  if (left === 0) return null;
  if (node.kind === "Reference") {
    const symbol = resolutions.get(node);
    if (symbol?.kind !== "let") return null;
    const { value } = symbol.node;
    return writtenAt(resolutions, value, left - 1) ?? value;
  }
  if (node.kind !== "Member" || resolutions.has(node)) return null;
  const map = writtenAt(resolutions, node.object, left - 1);
  if (map?.kind !== "MapExpression" || map.comprehension !== undefined) return null;
  const entry = map.entries.findLast((each) => each.kind === "Spread" || literalText(each.key) === node.name.text);
  return entry?.kind === "MapEntry" ? entry.value : null;
}
