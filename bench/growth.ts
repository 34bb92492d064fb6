import { type Job, measureTogether } from "./measure.ts";
import { table } from "./report.ts";
import { growth, median } from "./statistics.ts";

/** Something that a project may have more and more of. */
export interface Growing {
  readonly name: string;
  /** From few to many. The time of the fewest is taken off the others': it is that of starting. */
  readonly sizes: readonly [number, ...number[]];
  readonly job: (size: number) => Job;
}

/** How the time of each grows, as a Markdown table: the power of the size, by the last two of its sizes. */
export function growthTable(all: readonly Growing[]): string {
  const most = Math.max(...all.map(({ sizes }) => sizes.length));
  const rows = all.map(({ name, sizes, job }) => {
    const pace = { warmUps: 1, fewest: 3, most: 5, seconds: 20 };
    const times = measureTogether(sizes.map(job), pace).map(({ rounds }) => median(rounds));
    const cells = sizes.map((size, index) => `${size}: ${Math.round(times[index] ?? 0)} ms`);
    return [name, ...cells, ...Array<string>(most - cells.length).fill(""), growthText(sizes, times)];
  });
  return table(["", ...Array<string>(most).fill("size: time"), "growth"], rows);
}

function growthText(sizes: readonly number[], times: readonly number[]): string {
  const [few = 0, start = 0] = [sizes[0], times[0]];
  const [size, time] = [sizes.at(-2) ?? 0, times.at(-2) ?? 0];
  const [last, longest] = [sizes.at(-1) ?? 0, times.at(-1) ?? 0];
  // On a slow minute of the machine, some more of a little may take less time than the little did.
  if (time <= start || longest <= start) return "within the noise";
  return `n^${growth(time - start, longest - start, (last - few) / (size - few)).toFixed(2)}`;
}
