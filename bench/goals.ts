import type { Measurement } from "./measure.ts";
import { table } from "./report.ts";
import { ratio } from "./statistics.ts";

/** How far one thing may be from another. */
interface Goal {
  readonly one: string;
  readonly other: string;
  /** Fleets; null for what starts and checks. */
  readonly size: number | null;
  readonly of: "time" | "memory";
  readonly most: number;
}

const goals: readonly Goal[] = [
  goal("--version", "node -e 0", null, 1.2),
  goal("check, 22 lines", "node -e 0", null, 2.3),
  goal("check, 1000 lines", "node -e 0", null, 4),
  goal("check, 10000 lines", "node -e 0", null, 9),
  goal("check, 100000 lines", "node -e 0", null, 25),
  goal("build again, 1 fleet", "node -e 0", null, 1.4),
  goal("build again, 10000 lines", "node -e 0", null, 1.4),
  goal("immuc build", "CDKTF app", 1, 0.45),
  goal("immuc build", "CDKTF app", 45, 0.35),
  goal("immuc build", "CDKTF app", 1000, 0.15),
  goal("immuc build", "CDKTF app", 4545, 0.11),
  goal("immuc build", "cdktf synth", 1, 1 / 25),
  goal("immuc build", "cdktf synth", 1000, 1 / 10),
  goal("immuc build", "Pkl", 1000, 2.5),
  goal("immuc build", "Pkl", 4545, 2),
  { ...goal("immuc build", "CDKTF app", 1000, 0.5), of: "memory" },
  { ...goal("immuc build", "CDKTF app", 4545, 0.5), of: "memory" },
];

/** What was aimed at beside what was measured, as a Markdown table. */
export function goalTable(start: readonly Measurement[], bySize: ReadonlyMap<number, readonly Measurement[]>): string {
  const rows = goals.flatMap(({ one, other, size, of, most }) => {
    const all = size === null ? start : (bySize.get(size) ?? []);
    const [mine, theirs] = [one, other].map((name) => all.find((each) => each.name === name));
    if (mine === undefined || theirs === undefined) return [];
    const found = of === "time" ? ratio(mine, theirs) : (mine.memory ?? Number.NaN) / (theirs.memory ?? Number.NaN);
    const what = `${of === "memory" ? "peak memory of " : ""}${one} ÷ ${other}${size === null ? "" : `, ${size} fleets`}`;
    return [[what, most.toFixed(2), found.toFixed(2), found <= most ? "reached" : "not reached"]];
  });
  return table(["", "goal: at most", "measured", ""], rows);
}

function goal(one: string, other: string, size: number | null, most: number): Goal {
  return { one, other, size, of: "time", most };
}
