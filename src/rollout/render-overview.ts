import { shortDigest } from "../base/digest.ts";
import { plural } from "../base/wording.ts";
import type { RolloutPath } from "./path.ts";
import type { PlannedRollout } from "./planned-rollouts.ts";
import { plainStyle, type Style } from "./style.ts";
import { durationText } from "./text.ts";

const titles = ["rollout", "how", "release", "steps", "worst case", "abort"];

/** Several rollouts as a table, a line each; where there is a first release, a second line says how later ones go. */
export function renderOverview(planned: readonly PlannedRollout[], style: Style = plainStyle): string {
  const rows = planned.flatMap(({ path, later }) =>
    path.from === null
      ? [row(path, `first release of ${shortDigest(path.to)}`), ["", "", ...row(later, "every later release").slice(2)]]
      : [row(path, path.steps.length === 0 ? "live, nothing to do" : change(path))],
  );
  const widths = titles.map((title, index) =>
    Math.max(title.length, ...rows.map((cells) => cells[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd();
  return [style.heading(line(titles)), ...rows.map(line), ""].join("\n");
}

function row(path: RolloutPath, release: string): readonly string[] {
  const name = `${path.environment} / ${path.fleet}`;
  if (path.steps.length === 0) return [name, path.strategy, release, "-", "-", "-"];
  const abort = path.abort === null ? "-" : durationText(path.abortTime);
  return [name, path.strategy, release, plural(path.steps.length, "step"), durationText(path.worstCase), abort];
}

function change({ from, to }: RolloutPath): string {
  return from === to || from === null
    ? `${shortDigest(to)} as it is wanted`
    : `${shortDigest(from)} -> ${shortDigest(to)}`;
}
