import type { Measurement } from "./measure.ts";
import type { Measured } from "./measured.ts";
import { growth, median, quantile, ratio, spread } from "./statistics.ts";

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
  const written = table(
    ["megabytes written, fleets:", ...sizes.map(String)],
    names
      .map((name) => [name, ...cells(name, (_, each) => writtenText(each))])
      .filter(([, ...texts]) => texts.some((text) => text !== "")),
  );
  return [times, ratios, written].join("\n\n");
}

/** What a reader wants to know first: whole builds beside those of other tools, and what somebody waits for. */
export function briefReport({ start, bySize, typing }: Measured): string {
  const sizes = [45, 1000];
  const all = sizes.map((size) => bySize.get(size) ?? []);
  const names = [...new Set(all.flat().map(({ name }) => name))].filter((name) => name !== "node -e 0");
  const rows = names.map((name) => [name, ...all.map((each) => medianText(find(each, name)))]);
  const check = medianText(find(start, "check, 1000 lines"));
  const again = medianText(find(start, "build again, 10000 lines"));
  const key = quantile(typing.find(({ name }) => name === "10000 lines")?.first ?? [], 0.95).toFixed(0);
  const times = `Checking 1,000 lines takes ${check}, building 10,000 lines again with nothing to do ${again}, starting Node alone
${medianText(find(start, "node -e 0"))}. In an editor with 10,000 lines, findings follow 95 of 100 keystrokes within ${key} ms.`;
  return `${table(["fleets of nine AWS resources", ...sizes.map(String)], rows)}\n\n${times}`;
}

function medianText(measurement: Measurement | undefined): string {
  if (measurement === undefined) return "";
  const time = median(measurement.rounds);
  return time < 1000 ? `${Math.round(time)} ms` : `${(time / 1000).toFixed(1)} s`;
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

function writtenText({ written }: Measurement): string {
  return written === null ? "" : (written / 1e6).toPrecision(2);
}

/** A Markdown table; all columns but the first are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}
