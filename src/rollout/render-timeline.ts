import type { RolloutPath } from "./path.ts";
import { totalWeight } from "./state.ts";
import type { Style } from "./style.ts";
import { durationText, shareText } from "./text.ts";

const BAR = 20;

/**
 * When the new generation has how much of the traffic: a row a weight, its bar as long as the share, then when it begins
 * and for how long it lasts at the worst. Time is not drawn to scale: a bake of minutes beside a wait of days would vanish.
 */
export function renderTimeline(path: RolloutPath, style: Style): readonly string[] {
  const spans = spansOf(path);
  const starts = spans.map(({ start }) => durationText(start));
  const labels = spans.map(({ weight, total }) => shareText(weight, total));
  const widest = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length));
  return spans.map(({ weight, total, time }, index) => {
    const filled = total === 0 ? 0 : Math.round((weight * BAR) / total);
    // The least share is still seen, and so is the least that is left.
    const cells = weight > 0 && weight < total ? Math.min(BAR - 1, Math.max(1, filled)) : filled;
    const bar = style.fresh("#".repeat(cells)) + style.old(".".repeat(BAR - cells));
    const start = (starts[index] ?? "").padStart(widest(starts));
    const label = (labels[index] ?? "").padStart(widest(labels));
    return `${style.faint(`+${start}`)}  ${bar}  ${label} new for ${durationText(time)}`;
  });
}

interface WeightSpan {
  readonly weight: number;
  readonly total: number;
  readonly start: number;
  readonly time: number;
}

/** The times of equal weight, joined. An apply counts to the weight that it brings. */
function spansOf(path: RolloutPath): readonly WeightSpan[] {
  const spans: WeightSpan[] = [];
  let start = 0;
  for (const step of path.steps) {
    const [weight, total] = [step.state[path.to]?.weight ?? 0, totalWeight(step.state)];
    const time = step.apply + step.bake + step.keep;
    const last = spans.at(-1);
    if (last && last.weight === weight && last.total === total)
      spans[spans.length - 1] = { ...last, time: last.time + time };
    else spans.push({ weight, total, start, time });
    start += time;
  }
  return spans;
}
