import { type AnyNode, innermost } from "../tree.ts";
import type { CompletionItem } from "./item.ts";
import type { CompletionRequest, CompletionSource } from "./request.ts";
import { valueItem } from "./value-item.ts";

/** The words that a value may begin with at the end of a path. */
export function keywordItems(request: CompletionRequest): readonly CompletionItem[] {
  const { path } = request;
  const around = aroundPostfix(path);
  const isOperand = around?.kind === "Binary" || around?.kind === "Unary";
  const isCondition = isOperand && ["and", "or", "not"].includes(around.operator);
  return [
    ...(isOperand ? [] : [keyword(request, "if", "if $1 then $2 else $3")]),
    // What stands within a text stays on its line.
    keyword(
      request,
      "match",
      innermost(path, "Interpolation") ? "match $1 { $2 => $3 }" : "match $1 {\n\t$2 => $3,\n}",
    ),
    ...(isOperand && !isCondition ? [] : [keyword(request, "not", "not $1")]),
    ...["true", "false", "null"].map((label) => keyword(request, label, label)),
  ];
}

// What an expression is a part of, with the members, indices and arguments that follow it.
function aroundPostfix(path: readonly AnyNode[]): AnyNode | undefined {
  for (let at = path.length - 1; ; at--) {
    const node = path[at];
    const around = path[at - 1];
    const isFollowed =
      ((around?.kind === "Member" || around?.kind === "Index") && around.object === node) ||
      (around?.kind === "Call" && around.callee === node);
    if (!isFollowed) return around;
  }
}

/** What may follow an element without a comma: the clause that makes others like it, where it is the only one. */
export const clauseItems: CompletionSource = (request) => {
  const [list, node] = request.path.slice(-2);
  const isOnly = list?.kind === "ListExpression" && list.elements.length === 2 && !list.comprehension;
  return isOnly && list.elements[1] === node ? [keyword(request, "for", "for ${1:item} in $0")] : [];
};

function keyword(request: CompletionRequest, label: string, snippet: string): CompletionItem {
  return valueItem(request, { label, kind: "keyword", snippet, rank: 8 });
}
