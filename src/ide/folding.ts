import { type Span, spanOf } from "../base/span.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { walk } from "./tree.ts";

export interface Fold {
  readonly span: Span;
  readonly kind: "code" | "comment" | "imports";
}

/** What can be folded away: bodies, lists, maps, long texts, runs of comments, the imports. */
export function foldsIn(snapshot: Snapshot, uri: string): readonly Fold[] {
  const analysis = snapshot.analyze().value;
  const file = analysis.all.get(uri)?.file;
  const text = analysis.sources.get(uri)?.text;
  if (!file || text === undefined) return [];
  const folds: Fold[] = [];
  const add = (span: Span, kind: Fold["kind"]): void => {
    if (text.slice(span.start, span.end).includes("\n")) folds.push({ span, kind });
  };
  walk(file, (node) => {
    if (
      ["Body", "ListExpression", "MapExpression", "Match", "Kind", "Policy", "Test", "StringLiteral"].includes(
        node.kind,
      )
    ) {
      add(spanOf(node), "code");
    }
    return undefined;
  });
  const imports = file.items.filter((item) => item.kind === "Import");
  const [first] = imports;
  const last = imports.at(-1);
  if (first && last && first !== last) add({ uri, start: first.start, end: last.end }, "imports");
  for (const run of commentRuns(file.comments.map(spanOf), text)) add(run, "comment");
  return folds.sort((left, right) => left.span.start - right.span.start || right.span.end - left.span.end);
}

function commentRuns(comments: readonly Span[], text: string): readonly Span[] {
  const runs: Span[] = [];
  for (const span of comments) {
    const last = runs.at(-1);
    const joined = last && /^[ \t]*\r?\n[ \t]*$/.test(text.slice(last.end, span.start));
    if (last && joined) runs[runs.length - 1] = { ...last, end: span.end };
    else runs.push(span);
  }
  return runs;
}
