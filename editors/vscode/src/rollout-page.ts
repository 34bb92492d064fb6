import { plural } from "../../../src/base/wording.ts";
import { LEGACY } from "../../../src/plan/legacy.ts";
import type { FleetState } from "../../../src/plan/model.ts";
import type { RolloutPath, RolloutStep } from "../../../src/rollout/path.ts";
import type { PlannedRollout } from "../../../src/rollout/planned-rollouts.ts";
import { totalWeight } from "../../../src/rollout/state.ts";
import { durationText, shareText } from "../../../src/rollout/text.ts";
import { style } from "./rollout-style.ts";

/**
 * A page that draws how each fleet of a project rolls out. `note` says why there is nothing newer to draw than
 * `rollouts`, which are null where there is nothing at all.
 */
export function rolloutPage(project: string, rollouts: readonly PlannedRollout[] | null, note: string | null): string {
  const environments = [...new Set((rollouts ?? []).map(({ path }) => path.environment))];
  const last = rollouts === null ? "" : " This is how it was before.";
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Rollouts</title>
<style>${style}</style>
</head>
<body>
<h1>Rollouts of ${escapeHtml(project)}</h1>
${note === null ? "" : `<p class="note" role="status">${escapeHtml(note)}${last}</p>`}
${rollouts?.length === 0 ? "<p>There are no fleets, so nothing rolls out.</p>" : ""}
${legend(rollouts ?? [])}
${environments
  .map((environment) => {
    const inside = (rollouts ?? []).filter(({ path }) => path.environment === environment);
    return `<section>\n<h2>${escapeHtml(environment)}</h2>\n${inside.map(fleetCard).join("\n")}\n</section>`;
  })
  .join("\n")}
</body>
</html>
`;
}

function legend(rollouts: readonly PlannedRollout[]): string {
  if (rollouts.length === 0) return "";
  const hasLegacy = rollouts.some(({ path, later }) => [path, later].some(sharesWithLegacy));
  const item = (name: string, text: string): string => `<span><i class="${name}"></i>${text}</span>`;
  return `<p class="legend">${item("new", "new generation")}${item("old", "old generation")}${
    hasLegacy ? item("legacy", "legacy") : ""
  }<br>Heights are shares of the traffic; wider columns last longer.</p>`;
}

function fleetCard({ path, later }: PlannedRollout): string {
  const first = path.from === null && path.steps.length > 0;
  return `<article>
<h3>${escapeHtml(path.fleet)} <span class="badge">${escapeHtml(path.strategy)}</span></h3>
${pathView(path, first ? "First release" : "Next release")}
${first ? `<details open><summary>Every later release</summary>\n${pathView(later, null)}\n</details>` : ""}
</article>`;
}

function pathView(path: RolloutPath, title: string | null): string {
  const heading = title === null ? "" : `<b>${title}</b> of ${generation(path.to)}`;
  if (path.steps.length === 0) return `<p>Generation ${generation(path.to)} is live: nothing to do.</p>`;
  return `<p class="facts">${[heading, ...facts(path)].filter((each) => each !== "").join(" · ")}</p>
<div class="chart" role="img" aria-label="${escapeHtml(chartText(path))}">
${columns(path).join("\n")}
</div>
<div class="wide"><table>
<thead><tr>${headings}</tr></thead>
<tbody>
${rows(path).join("\n")}
</tbody>
</table></div>`;
}

const headings = ["step", "new", "instances", "watched", "done by", "judged by"]
  .map((each) => `<th>${each}</th>`)
  .join("");

function facts(path: RolloutPath): readonly string[] {
  const abort =
    path.abort !== null
      ? `an abort takes at most ${durationText(path.abortTime)}`
      : path.steps.some(({ phase }) => phase === "shift")
        ? "there is no generation to go back to"
        : "no traffic moves to a new generation";
  const from = path.from === null || path.from === "previous" ? "" : `instead of ${generation(path.from)}`;
  return [from, plural(path.steps.length, "step"), `${durationText(path.worstCase)} at the worst`, abort];
}

function columns(path: RolloutPath): readonly string[] {
  return spansOf(path).map(({ state, start, time }) => {
    const [fresh, legacy] = [share(state, path.to), share(state, LEGACY)];
    const old = totalWeight(state) === 0 ? 0 : 100 - fresh - legacy;
    const part = (name: string, percent: number): string =>
      percent === 0 ? "" : `<i class="${name}" style="height:${percent}%"></i>`;
    // The square root: a wait of days must not make a bake of minutes vanish.
    return `<div class="column" style="flex-grow:${Math.sqrt(time / 60_000).toFixed(2)}">
<div class="bar">${part("legacy", legacy)}${part("old", old)}${part("new", fresh)}</div>
<span>${shareText(fresh, 100)} new</span><small>+${durationText(start)}</small>
</div>`;
  });
}

interface Span {
  readonly state: FleetState;
  readonly start: number;
  readonly time: number;
}

/** The times of equal shares, joined. An apply counts to the shares that it brings. */
function spansOf(path: RolloutPath): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const step of path.steps) {
    const time = timeOf(step);
    const last = spans.at(-1);
    const same = last && [path.to, LEGACY].every((id) => share(last.state, id) === share(step.state, id));
    if (last && same && totalWeight(last.state) > 0 === totalWeight(step.state) > 0)
      spans[spans.length - 1] = { ...last, time: last.time + time };
    else spans.push({ state: step.state, start, time });
    start += time;
  }
  return spans;
}

function rows(path: RolloutPath): readonly string[] {
  let end = 0;
  return path.steps.map((step) => {
    end += timeOf(step);
    const others = Object.keys(step.state).filter((id) => id !== path.to && id !== LEGACY);
    const [old, fresh] = [capacity(step.state, others), capacity(step.state, [path.to])];
    const cells = [
      `<td class="step ${step.phase}">${escapeHtml(step.name)}</td>`,
      `<td>${path.to in step.state ? shareText(share(step.state, path.to), 100) : "–"}</td>`,
      `<td>${[old === "–" ? "" : `${old} old`, fresh === "–" ? "" : `${fresh} new`].filter((each) => each !== "").join(", ")}</td>`,
      `<td>${watched(step)}</td>`,
      `<td>${durationText(end)}</td>`,
      `<td>${escapeHtml(step.judgedBy.join(", ")) || "–"}</td>`,
    ];
    return `<tr>${cells.join("")}</tr>`;
  });
}

function watched({ bake, keep }: RolloutStep): string {
  const parts = [bake === 0 ? "" : durationText(bake), keep === 0 ? "" : `kept ${durationText(keep)}`];
  return parts.filter((each) => each !== "").join(", ") || "–";
}

function capacity(state: FleetState, ids: readonly string[]): string {
  const present = ids.flatMap((id) => state[id] ?? []);
  if (present.length === 0) return "–";
  const sum = (of: "min" | "max"): number => present.reduce((total, one) => total + one[of], 0);
  const [min, max] = [sum("min"), sum("max")];
  return min === max ? String(min) : `${min}–${max}`;
}

function chartText(path: RolloutPath): string {
  return path.steps.map((step) => `${step.name}: ${shareText(share(step.state, path.to), 100)} new`).join(", ");
}

function share(state: FleetState, id: string): number {
  const total = totalWeight(state);
  return total === 0 ? 0 : ((state[id]?.weight ?? 0) * 100) / total;
}

function timeOf({ apply, bake, keep }: RolloutStep): number {
  return apply + bake + keep;
}

function sharesWithLegacy({ steps }: RolloutPath): boolean {
  return steps.some(({ state }) => LEGACY in state);
}

function generation(digest: string): string {
  return digest === "previous" ? "the one before" : `<code>${escapeHtml(digest.slice(0, 12))}</code>`;
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
