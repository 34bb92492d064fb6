import type { Measurement } from "./measure.ts";
import { median } from "./statistics.ts";

/** Times by number of fleets as an SVG chart, both axes in powers of ten. */
export function chart(bySize: ReadonlyMap<number, readonly Measurement[]>): string {
  const names = [...new Set([...bySize.values()].flatMap((all) => all.map(({ name }) => name)))];
  const series = names.map((name, index) => ({
    name,
    color: colors[index % colors.length] ?? "#000",
    points: pointsOf(name, bySize),
  }));
  const largest = Math.max(...bySize.keys());
  const slowest = Math.max(...series.flatMap(({ points }) => points.map(({ time }) => time)));
  const x = (size: number): number => left + (Math.log10(size) / Math.log10(largest)) * (width - left - right);
  const y = (time: number): number =>
    height - bottom - (Math.log10(time / 10) / Math.log10(slowest / 10)) * (height - top - bottom);
  const times = [10, 100, 1_000, 10_000, 100_000].filter((time) => time <= slowest);
  const grid = times.map((time) => {
    const label = time < 1000 ? `${time} ms` : `${time / 1000} s`;
    return `<path d="M${left} ${at(y(time))}H${width - right}" class="grid"/><text x="${left - 8}" y="${at(y(time) + 4)}" text-anchor="end">${label}</text>`;
  });
  const ticks = [...bySize.keys()].map(
    (size) => `<text x="${at(x(size))}" y="${height - bottom + 20}" text-anchor="middle">${size}</text>`,
  );
  const labels = apart(series.map(({ points }) => y(points.at(-1)?.time ?? 10)));
  const drawn = series.map(({ name, color, points }, index) => {
    const path = points.map(({ size, time }) => `${at(x(size))} ${at(y(time))}`).join("L");
    const end = points.at(-1)?.size ?? 1;
    return `<path d="M${path}" fill="none" stroke="${color}" stroke-width="${name === "immuc build" ? 4 : 2}"/><text x="${at(x(end) + 8)}" y="${at((labels[index] ?? 0) + 4)}" fill="${color}">${name}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Time to emit fleets of nine resources">
<style>text{font:13px sans-serif;fill:#555}.grid{stroke:#ddd}</style>
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="${left}" y="24" style="font-weight:bold">Time from sources to files, by number of fleets (nine resources each)</text>
${[...grid, ...ticks, ...drawn].join("\n")}
</svg>
`;
}

const [width, height, left, right, top, bottom] = [820, 460, 70, 130, 40, 40];
const colors = ["#999999", "#0072b2", "#56b4e9", "#009e73", "#d55e00", "#cc79a7", "#e69f00", "#8c6d00"];

function pointsOf(
  name: string,
  bySize: ReadonlyMap<number, readonly Measurement[]>,
): readonly { size: number; time: number }[] {
  return [...bySize].flatMap(([size, all]) => {
    const found = all.find((each) => each.name === name);
    return found === undefined ? [] : [{ size, time: median(found.rounds) }];
  });
}

/** Moves labels down until none covers another. */
function apart(heights: readonly number[]): readonly number[] {
  const order = heights.map((_, index) => index).sort((one, other) => (heights[one] ?? 0) - (heights[other] ?? 0));
  const placed: number[] = [...heights];
  let last = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    last = Math.max(placed[index] ?? 0, last + 16);
    placed[index] = last;
  }
  return placed;
}

function at(value: number): string {
  return value.toFixed(1);
}
