import type { Measurement } from "./measure.ts";
import { growth, median, ratio, spread } from "./statistics.ts";

/** What starts and checks take, as a Markdown table beside one of the measurements. */
export function startTable(all: readonly Measurement[], reference: string): string {
  const base = find(all, reference);
  const rows = all.map((each) => [
    each.name,
    timeText(each.rounds),
    base === undefined ? "–" : `${ratio(each, base).toFixed(2)} ×`,
    memoryText(each),
  ]);
  return table(["", "time", `÷ \`${reference}\``, "peak MiB"], rows);
}

/** Times by number of fleets, and under it the ratios of one tool to each other one, and how each grows. */
export function synthesisTables(bySize: ReadonlyMap<number, readonly Measurement[]>, subject: string): string {
  const sizes = [...bySize.keys()];
  const names = [...new Set([...bySize.values()].flatMap((all) => all.map(({ name }) => name)))];
  const cells = (name: string, cell: (all: readonly Measurement[], each: Measurement) => string): string[] =>
    sizes.map((size) => {
      const all = bySize.get(size) ?? [];
      const each = find(all, name);
      return each === undefined ? "" : cell(all, each);
    });
  const times = table(
    ["time / peak MiB, fleets:", ...sizes.map(String), "growth"],
    names.map((name) => [
      name,
      ...cells(name, (_, each) => `${timeText(each.rounds)} / ${memoryText(each)}`),
      growthText(name, bySize),
    ]),
  );
  const ratios = table(
    [`\`${subject}\` ÷`, ...sizes.map(String)],
    names
      .filter((name) => name !== subject)
      .map((name) => [
        name,
        ...cells(name, (all, each) => {
          const mine = find(all, subject);
          return mine === undefined ? "" : ratio(mine, each).toFixed(3);
        }),
      ]),
  );
  return `${times}\n\n${ratios}`;
}

// From a tenth of the largest size on, as starting the process outweighs all else before.
function growthText(name: string, bySize: ReadonlyMap<number, readonly Measurement[]>): string {
  const known = [...bySize].flatMap(([size, all]) => {
    const each = find(all, name);
    return each === undefined ? [] : [{ size, time: median(each.rounds) }];
  });
  const large = known.at(-1);
  const small = known.findLast(({ size }) => large !== undefined && size <= large.size / 3);
  if (large === undefined || small === undefined) return "";
  return `n^${growth(small.time, large.time, large.size / small.size).toFixed(2)}`;
}

function find(all: readonly Measurement[], name: string): Measurement | undefined {
  return all.find((each) => each.name === name);
}

function timeText(rounds: readonly number[]): string {
  return `${Math.round(median(rounds))} ± ${Math.round(spread(rounds))} ms`;
}

function memoryText({ memory }: Measurement): string {
  return memory === null ? "–" : String(Math.round(memory));
}

/** A Markdown table; all columns but the first are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}
