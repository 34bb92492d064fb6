import { withoutControls } from "../../base/wording.ts";
import type { FieldChange } from "./changes.ts";
import type { PlanDiff } from "./plan-diff.ts";
import { changeLabel, effectLabel, effectNote, outlineOf, outlineText, reasonsOf, reasonText } from "./words.ts";

/** How parts of the text stand out. */
export interface DiffStyle {
  readonly heading: (text: string) => string;
  readonly added: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** The lines in which two contents differ, by their digests; null where there is nothing to show. */
export type ContentDiff = (before: string | null, after: string | null) => readonly string[] | null;

/** The differences as text for people: what changed, and what that causes. Empty where nothing did. */
export function renderDiffText(diff: PlanDiff, style: DiffStyle, contents: ContentDiff = () => null): string {
  const changes = diff.changes.flatMap((change) => {
    const label = changeLabel(change);
    if (change.status === "added") return [`  ${printable(label)}: ${style.added("added")}`];
    if (change.status === "removed") return [`  ${printable(label)}: ${style.removed("removed")}`];
    return fieldLines(label, change.fields, style, contents);
  });
  const effects = diff.effects.flatMap((effect) => {
    const reasons = reasonsOf(effect).map(reasonText);
    const outline = outlineOf(effect);
    return [
      `  ${printable(effectLabel(effect))}: ${effectNote(effect)}`,
      ...(reasons.length === 0 ? [] : [style.faint(`    because of ${printable(reasons.join(", "))}`)]),
      ...(outline === null ? [] : [style.faint(`    ${outlineText(effect, outline)}${stepsText(outline.steps)}`)]),
    ];
  });
  return [
    ...(changes.length === 0 ? [] : [style.heading("what changed"), ...changes]),
    ...(changes.length === 0 || effects.length === 0 ? [] : [""]),
    ...(effects.length === 0 ? [] : [style.heading("what that causes"), ...effects]),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

/** The fields of a declaration that changed, as lines. `label`: `image web`. */
export function fieldLines(
  label: string,
  fields: readonly FieldChange[],
  style: DiffStyle,
  contents: ContentDiff,
): readonly string[] {
  return fields.flatMap((field) => [
    `  ${printable(label)}: ${fieldText(field, style)}`,
    ...contentLines(field, style, contents),
  ]);
}

function fieldText(field: FieldChange, style: DiffStyle): string {
  const path = printable(field.path);
  if (field.kind === "items") {
    const items = [
      ...field.removed.map((item) => style.removed(`- ${printable(item)}`)),
      ...field.added.map((item) => style.added(`+ ${printable(item)}`)),
      ...(field.reordered ? ["in another order"] : []),
    ];
    return `${path} ${items.join("  ")}`;
  }
  const { before, after } = field;
  if (before === null) return `${path} ${style.added(`+ ${printable(after ?? "")}`)}`;
  if (after === null) return `${path} ${style.removed(`- ${printable(before)}`)}`;
  return `${path} ${style.removed(printable(before))} -> ${style.added(printable(after))}`;
}

function contentLines(field: FieldChange, style: DiffStyle, contents: ContentDiff): readonly string[] {
  if (field.kind !== "set" || field.contents === undefined) return [];
  const lines = contents(field.contents.before, field.contents.after) ?? [];
  const shown = lines.slice(0, mostLines).map((line) => {
    const text = `      ${printable(line)}`;
    return line.startsWith("+") ? style.added(text) : line.startsWith("-") ? style.removed(text) : style.faint(text);
  });
  return lines.length > mostLines ? [...shown, style.faint(`      ${lines.length - mostLines} lines more`)] : shown;
}

const mostLines = 40;

function stepsText(steps: readonly string[]): string {
  return steps.length === 0 ? "" : `: ${steps.join(", ")}`;
}

// A value may hold anything: what would move the cursor or turn text around must not.
function printable(text: string): string {
  return withoutControls(text.replaceAll(/\t/g, "  "));
}
