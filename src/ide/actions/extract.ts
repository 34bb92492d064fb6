import type * as ast from "../../syntax/ast.ts";
import { expressionChildren } from "../../syntax/walk.ts";
import { applyEdits, reportsMore } from "../edits.ts";
import { occurrencesIn } from "../occurrences.ts";
import { type AnyNode, pathTo } from "../tree.ts";
import type { ActionRequest, ActionSource } from "./action.ts";

/** Gives the selected expression a name: a `let` before the item that it stands in, where a name may stand in its place. */
export const extractActions: ActionSource = (request) => {
  const { file, text, range, uri, snapshot } = request;
  const selected = text.slice(range.start, range.end);
  const start = range.end - selected.trimStart().length;
  const end = range.start + selected.trimEnd().length;
  if (start >= end) return [];
  const path = pathTo(file, start + 1);
  const node = path.find((each) => each.start === start && each.end === end && isExpression(each));
  const item = path[1];
  if (!node || !item || item.kind === "Import" || item.kind === "Kind") return [];
  const { resolutions, typeOf } = snapshot.analyze().value;
  if (usesLocals(node as ast.Expression, resolutions)) return [];
  // `environment.prod.fleet` of `environment.prod.fleet.web`: of a map, that would be a fleet that may be absent.
  if (typeOf(node as ast.Expression)?.kind === "view") return [];
  const name = freeName(request);
  const before = commentedStart(request, item.start);
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const declaration = `let ${name} = ${text.slice(start, end)}${newline}${newline}`;
  const edits = [
    { span: { uri, start: before, end: before }, text: declaration },
    { span: { uri, start, end }, text: name },
  ];
  // A key, a pattern, a bound or the target of an override reads like an expression, and takes no name of a value.
  const after = applyEdits(snapshot, edits);
  const isUse = occurrencesIn(after, uri).some(({ span }) => span.start === start + declaration.length);
  if (!isUse || reportsMore(snapshot, after)) return [];
  return [{ title: "Extract into a `let`", kind: "extract", edits, diagnostics: [], preferred: false }];
};

const expressionKinds: ReadonlySet<string> = new Set([
  ...["BoolLiteral", "NumberLiteral", "StringLiteral", "Member", "Index", "Call", "ListExpression", "MapExpression"],
  ...["Unary", "Binary", "Conditional", "Match", "Parenthesized"],
]);

function isExpression(node: AnyNode): boolean {
  return expressionKinds.has(node.kind);
}

function usesLocals(
  node: ast.Expression,
  resolutions: ReadonlyMap<ast.Expression, { readonly kind: string }>,
): boolean {
  if (resolutions.get(node)?.kind === "local") return true;
  return expressionChildren(node).some((child) => usesLocals(child, resolutions));
}

function freeName({ snapshot, uri }: ActionRequest): string {
  const taken = new Set(occurrencesIn(snapshot, uri).map(({ text }) => text));
  for (let number = 1; ; number++) {
    const name = number === 1 ? "extracted" : `extracted_${number}`;
    if (!taken.has(name)) return name;
  }
}

// What is said of the item, on the lines right above it, stays with it: the new one goes above that.
function commentedStart({ file, text }: ActionRequest, itemStart: number): number {
  let start = itemStart;
  for (const comment of file.comments.toReversed()) {
    if (comment.end > start) continue;
    const line = text.slice(text.lastIndexOf("\n", comment.start - 1) + 1, comment.start);
    if (line.trim() !== "" || !/^[ \t]*\r?\n[ \t]*$/.test(text.slice(comment.end, start))) break;
    start = comment.start;
  }
  return start;
}
