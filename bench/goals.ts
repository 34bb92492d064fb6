import type { Measurement } from "./measure.ts";
import type { Measured } from "./measured.ts";
import { table } from "./report.ts";
import { growth, median, quantile, ratio } from "./statistics.ts";

/** What was aimed at. */
interface Goal {
  readonly what: string;
  readonly bound: "at most" | "at least";
  readonly value: number;
  /** Null where something of it was not measured. */
  readonly find: (measured: Measured) => number | null;
}

const goals: readonly Goal[] = [
  started("--version", 1.2),
  started("check, 22 lines", 2.3),
  started("check, 1000 lines", 4),
  started("check, 10000 lines", 9),
  started("check, 100000 lines", 25),
  started("build again, 1 fleet", 1.4),
  started("build again, 10000 lines", 1.4),
  built("CDKTF app", 1, 0.45),
  built("CDKTF app", 45, 0.35),
  built("CDKTF app", 1000, 0.15),
  built("CDKTF app", 4545, 0.11),
  built("cdktf synth", 1, 1 / 25),
  built("cdktf synth", 1000, 1 / 10),
  built("Pkl", 1000, 2.5),
  built("Pkl", 4545, 2),
  builtByte("CDKTF app", 1000, 0.15),
  builtByte("CDKTF app", 4545, 0.11),
  builtByte("cdktf synth", 1000, 1 / 10),
  builtByte("Pkl", 1000, 2.5),
  builtByte("Pkl", 4545, 2),
  keptIn("CDKTF app", 1000, 0.5),
  keptIn("CDKTF app", 4545, 0.5),
  grown("time", ({ rounds }) => median(rounds)),
  grown("peak memory", ({ memory }) => memory ?? Number.NaN),
  typed("1000 lines", 8),
  typed("10000 lines", 16),
  typed("100000 lines", 50),
  {
    what: "language server ready, ms",
    bound: "at most",
    value: 90,
    find: ({ typing }) => (typing.length === 0 ? null : median(typing.map(({ ready }) => ready))),
  },
  { what: "parsing 10000 lines, MB/s", bound: "at least", value: 15, find: ({ parsing }) => parsing },
];

/** What was aimed at beside what was measured, as a Markdown table. */
export function goalTable(measured: Measured): string {
  const rows = goals.flatMap(({ what, bound, value, find }) => {
    const found = find(measured);
    if (found === null) return [];
    const reached = bound === "at most" ? found <= value : found >= value;
    return [[what, `${bound} ${value.toFixed(2)}`, found.toFixed(2), reached ? "reached" : "not reached"]];
  });
  return table(["", "goal", "measured", ""], rows);
}

function started(name: string, value: number): Goal {
  return compared(`${name} ÷ node -e 0`, value, ({ start }) => start, [name, "node -e 0"], ratio);
}

function built(other: string, size: number, value: number): Goal {
  return synthesized(`immuc build ÷ ${other}, ${size} fleets`, other, size, value, ratio);
}

/** The same for what is written, as the prototype that the goals come from wrote what its peers write. */
function builtByte(other: string, size: number, value: number): Goal {
  const byByte = (one: Measurement, two: Measurement): number =>
    (ratio(one, two) * (two.written ?? Number.NaN)) / (one.written ?? Number.NaN);
  return synthesized(`immuc build ÷ ${other}, ${size} fleets, by byte written`, other, size, value, byByte);
}

function keptIn(other: string, size: number, value: number): Goal {
  const memory = (one: Measurement, two: Measurement): number =>
    (one.memory ?? Number.NaN) / (two.memory ?? Number.NaN);
  return synthesized(`peak memory of immuc build ÷ ${other}, ${size} fleets`, other, size, value, memory);
}

function synthesized(what: string, other: string, size: number, value: number, compare: typeof ratio): Goal {
  return compared(what, value, ({ bySize }) => bySize.get(size) ?? [], ["immuc build", other], compare);
}

function grown(what: string, of: (measurement: Measurement) => number): Goal {
  const names = ["check, 10000 lines", "check, 100000 lines"] as const;
  const exponent = (small: Measurement, large: Measurement): number => growth(of(small), of(large), 10);
  return compared(`growth of a check from 10000 to 100000 lines, ${what}`, 1.05, ({ start }) => start, names, exponent);
}

function compared(
  what: string,
  value: number,
  among: (measured: Measured) => readonly Measurement[],
  names: readonly [string, string],
  compare: (one: Measurement, other: Measurement) => number,
): Goal {
  const find = (measured: Measured): number | null => {
    const [one, other] = names.map((name) => among(measured).find((each) => each.name === name));
    return one === undefined || other === undefined ? null : compare(one, other);
  };
  return { what, bound: "at most", value, find };
}

function typed(name: string, value: number): Goal {
  const find = ({ typing }: Measured): number | null => {
    const found = typing.find((each) => each.name === name);
    return found === undefined ? null : quantile(found.first, 0.95);
  };
  return { what: `keystroke to first diagnostics, ${name}, 95th percentile, ms`, bound: "at most", value, find };
}
