import { shortDigest } from "../base/digest.ts";
import { generationsOf, LEGACY } from "../plan/legacy.ts";
import type { FleetState } from "../plan/model.ts";
import type { RolloutPath, RolloutStep } from "./path.ts";
import { renderTimeline } from "./render-timeline.ts";
import { totalWeight } from "./state.ts";
import { plainStyle, type Style } from "./style.ts";
import { durationText, shareText } from "./text.ts";

/**
 * A path as text: a table of its steps, a timeline of the weights, how long it takes at the worst and how fast it can be
 * aborted. Lines end in newlines and carry no trailing space.
 */
export function renderPath(path: RolloutPath, style: Style = plainStyle): string {
  const title = style.heading(`${path.environment} / ${path.fleet}`);
  if (path.steps.length === 0) return `${title}: generation ${shortDigest(path.to)} is live, nothing to do\n`;
  return [
    `${title}: ${path.strategy}, ${generations(path, style)}`,
    "",
    ...table(path, style),
    "",
    ...renderTimeline(path, style),
    "",
    `Worst case ${durationText(path.worstCase)}. ${abortLine(path, style)}`,
    "",
  ]
    .map((line) => line.trimEnd())
    .join("\n");
}

function generations({ from, to, steps }: RolloutPath, style: Style): string {
  const fresh = style.fresh(shortDigest(to));
  if (from === null) {
    const shift = steps.find(({ phase }) => phase === "shift");
    const stands = shift !== undefined && share(shift.before, [to]) === share(shift.state, [to]);
    return `first release of ${fresh}${stands ? ", which has the traffic and is proved where it stands" : ""}`;
  }
  return from === to ? `${fresh} as it is wanted` : `${style.old(shortDigest(from))} -> ${fresh}`;
}

function abortLine(path: RolloutPath, style: Style): string {
  if (path.abort !== null) return `An abort takes at most ${durationText(path.abortTime)}, up to the retirement.`;
  return path.steps.some(({ phase }) => phase === "shift")
    ? style.warning("There is no generation to go back to.")
    : "No traffic moves to a new generation.";
}

interface Column {
  readonly title: string;
  readonly right: boolean;
  readonly cell: (step: RolloutStep, path: RolloutPath, end: number) => string;
  readonly style: (style: Style) => (text: string) => string;
}

const plain = () => (text: string) => text;

/** Only where something legacy shares the traffic of the fleet. */
const legacyColumn: Column = {
  title: "legacy",
  right: true,
  cell: (step) => share(step.state, [LEGACY]),
  style: (style) => style.old,
};

const firstColumns: readonly Column[] = [
  { title: "#", right: true, cell: (step) => String(step.number), style: (style) => style.faint },
  { title: "step", right: false, cell: (step) => step.name, style: plain },
  { title: "phase", right: false, cell: (step) => step.phase, style: (style) => style.faint },
];

const lastColumns: readonly Column[] = [
  {
    title: "old",
    right: true,
    cell: (step, path) => share(step.state, othersOf(step, path)),
    style: (style) => style.old,
  },
  { title: "new", right: true, cell: (step, path) => share(step.state, [path.to]), style: (style) => style.fresh },
  { title: "old size", right: true, cell: (step, path) => capacity(step.state, othersOf(step, path)), style: plain },
  { title: "new size", right: true, cell: (step, path) => capacity(step.state, [path.to]), style: plain },
  { title: "bake", right: true, cell: (step) => (step.bake === 0 ? "-" : durationText(step.bake)), style: plain },
  { title: "keep", right: true, cell: (step) => (step.keep === 0 ? "-" : durationText(step.keep)), style: plain },
  { title: "judged by", right: false, cell: (step) => step.judgedBy.join(", ") || "-", style: plain },
  { title: "done by", right: true, cell: (_step, _path, end) => durationText(end), style: plain },
];

function table(path: RolloutPath, style: Style): readonly string[] {
  let end = 0;
  const beside = path.steps.some(({ state }) => LEGACY in state) ? [legacyColumn] : [];
  const columns = [...firstColumns, ...beside, ...lastColumns];
  const rows = path.steps.map((step) => {
    end += step.apply + step.bake + step.keep;
    return columns.map((column) => column.cell(step, path, end));
  });
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[], paint: (column: Column) => (text: string) => string): string =>
    columns
      .map((column, index) => {
        const [cell, width] = [cells[index] ?? "", widths[index] ?? 0];
        // The padding stays outside of the paint: an escape sequence has no width.
        const padding = " ".repeat(width - cell.length);
        return column.right ? padding + paint(column)(cell) : paint(column)(cell) + padding;
      })
      .join("  ");
  return [
    line(
      columns.map(({ title }) => title),
      () => style.heading,
    ),
    ...rows.map((row) => line(row, (column) => column.style(style))),
  ];
}

function othersOf(step: RolloutStep, path: RolloutPath): readonly string[] {
  return generationsOf(step.state).filter((id) => id !== path.to);
}

function share(state: FleetState, ids: readonly string[]): string {
  const present = ids.flatMap((id) => state[id] ?? []);
  if (present.length === 0) return "-";
  const weight = present.reduce((sum, generation) => sum + generation.weight, 0);
  return shareText(weight, totalWeight(state));
}

function capacity(state: FleetState, ids: readonly string[]): string {
  const present = ids.flatMap((id) => state[id] ?? []);
  if (present.length === 0) return "-";
  const [min, max] = [present.reduce((sum, one) => sum + one.min, 0), present.reduce((sum, one) => sum + one.max, 0)];
  return min === max ? String(min) : `${min}..${max}`;
}
