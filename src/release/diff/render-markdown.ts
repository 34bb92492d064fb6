import { withoutControls } from "../../base/wording.ts";
import type { FieldChange } from "./changes.ts";
import type { DeclarationChange, PlanDiff } from "./plan-diff.ts";
import type { ContentDiff } from "./render-text.ts";
import { changeLabel, effectLabel, effectNote, outlineOf, outlineText, reasonsOf, reasonText } from "./words.ts";

/** The differences as Markdown for a pull request. `title` and every value are taken as text, whatever they hold. */
export function renderDiffMarkdown(diff: PlanDiff, title: string, contents: ContentDiff = () => null): string {
  if (diff.changes.length === 0 && diff.effects.length === 0)
    return `### ${escapeMarkdown(title)}\n\nNo effect: nothing that is built changes.\n`;
  return [
    `### ${escapeMarkdown(title)}`,
    ...(diff.effects.length === 0 ? [] : [effectTable(diff)]),
    ...(diff.changes.length === 0 ? [] : [details(`What changed`, changeTable(diff))]),
    ...rolloutDetails(diff),
    ...contentDetails(diff, contents),
    "",
  ]
    .join("\n\n")
    .replace(/(?<!\n)\n+$/, "\n");
}

/** Text that no Markdown reader takes for anything else, on one line. */
export function escapeMarkdown(text: string): string {
  return withoutControls(text).replaceAll(/[&<>|`*_[\]\\~#@!$:]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

function effectTable({ effects }: PlanDiff): string {
  const rows = effects.map((effect) => {
    const outline = outlineOf(effect);
    return [
      `**${escapeMarkdown(effectLabel(effect))}**`,
      code(effectNote(effect)),
      reasonsOf(effect)
        .map((reason) => escapeMarkdown(reasonText(reason)))
        .join("<br>"),
      outline === null ? "" : escapeMarkdown(outlineText(effect, outline)),
    ];
  });
  return table(["What happens", "", "Because of", "How"], rows);
}

function changeTable({ changes }: PlanDiff): string {
  return table(
    ["Declaration", "Field", "Before", "After"],
    changes.flatMap((change) =>
      change.status === "changed"
        ? change.fields.map((field) => [escapeMarkdown(changeLabel(change)), code(field.path), ...sides(field)])
        : [wholeRow(change)],
    ),
  );
}

function wholeRow(change: DeclarationChange): readonly string[] {
  const label = escapeMarkdown(changeLabel(change));
  return change.status === "added" ? [label, "", "", "added"] : [label, "", "removed", ""];
}

function sides(field: FieldChange): readonly [string, string] {
  if (field.kind === "set")
    return [field.before === null ? "" : code(field.before), field.after === null ? "" : code(field.after)];
  const order = field.reordered ? ["in another order"] : [];
  return [
    field.removed.map((item) => `− ${code(item)}`).join("<br>"),
    [...field.added.map((item) => `+ ${code(item)}`), ...order].join("<br>"),
  ];
}

function rolloutDetails({ effects }: PlanDiff): readonly string[] {
  const rows = effects.flatMap((effect) => {
    const outline = outlineOf(effect);
    return outline === null || outline.steps.length === 0
      ? []
      : [
          [
            escapeMarkdown(effectLabel(effect)),
            outline.steps.map((step, at) => `${at + 1}. ${escapeMarkdown(step)}`).join("<br>"),
          ],
        ];
  });
  return rows.length === 0 ? [] : [details("Steps", table(["Fleet", "Steps"], rows))];
}

function contentDetails({ changes }: PlanDiff, contents: ContentDiff): readonly string[] {
  return changes.flatMap((change) =>
    change.fields.flatMap((field) => {
      if (field.kind !== "set" || field.contents === undefined) return [];
      const lines = contents(field.contents.before, field.contents.after) ?? [];
      if (lines.length === 0) return [];
      const title = `${changeLabel(change)}: ${field.path}`;
      return [details(title, fenced(lines))];
    }),
  );
}

// The fence is longer than any run of backticks inside, so that no line can end it.
function fenced(lines: readonly string[]): string {
  const text = lines.map(withoutControls).join("\n");
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}diff\n${text}\n${fence}`;
}

function details(title: string, content: string): string {
  return `<details><summary>${escapeMarkdown(title)}</summary>\n\n${content}\n\n</details>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function code(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`;
}
