import { groupBy } from "../../../base/group-by.ts";
import { positionAt } from "../../../base/line-index.ts";
import type { Diagnostic, RelatedSpan } from "../../diagnostic.ts";
import { levelPaint } from "../palette.ts";
import { visibleLine } from "../visible.ts";
import { type Page, placeOf } from "./page.ts";
import { type Label, snippet } from "./snippet.ts";

/** What to mark in the sources: the span of a finding first, then what it is related to. */
export function labelsOf(
  { span, level }: Diagnostic,
  related: readonly RelatedSpan[],
  { palette }: Page,
): readonly Label[] {
  return [
    { span, primary: true, message: "", paint: levelPaint(palette, level) },
    ...related.map(
      (each): Label => ({
        span: each.span,
        primary: false,
        message: visibleLine(each.message),
        paint: palette.cyan,
      }),
    ),
  ];
}

/** The columns that the greatest number of a marked line takes. */
export function gutterOf(labels: readonly Label[], { indexOf }: Page): number {
  const lines = labels.map(({ span }) => {
    const source = indexOf(span.uri);
    return source === null ? 1 : positionAt(source, span.end).line + 1;
  });
  return String(Math.max(...lines)).length;
}

/** The marked lines, source by source, each below its place. */
export function excerptsOf(labels: readonly Label[], gutter: number, page: Page): readonly string[] {
  const { palette, width, indexOf } = page;
  const paintGutter = palette.blue;
  const empty = paintGutter(`${" ".repeat(gutter)} |`);
  return [...groupBy(labels, ({ span }) => span.uri)].flatMap(([uri, here], index) => {
    const arrow = paintGutter(index === 0 ? "-->" : ":::");
    const head = `${" ".repeat(gutter)}${arrow} ${placeOf(here[0].span, page)}`;
    const source = indexOf(uri);
    if (source === null) return [head];
    return [...(index === 0 ? [] : [empty]), head, empty, ...snippet(source, here, { width, gutter, paintGutter })];
  });
}
