import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildInto } from "../scripts/build.ts";
import { keepCode } from "../scripts/bundle/code-cache.ts";
import { chart } from "./chart.ts";
import { measureTyping, type Typing, typingTable } from "./editor.ts";
import { goalTable } from "./goals.ts";
import { type Growing, growthTable } from "./growth.ts";
import { chain, files, fleets, type Input, lines, list, writeInput } from "./inputs.ts";
import { type Job, type Measurement, measureTogether, type Pace } from "./measure.ts";
import { parsingSpeed } from "./parsing.ts";
import { preparePeers } from "./peers.ts";
import { briefReport, startTable, synthesisTables } from "./report.ts";
import { ratio } from "./statistics.ts";

/**
 * Measures the bundle beside its peers. `npm run bench` prints all tables and writes them to the documentation;
 * `npm run bench -- --editor` prints what somebody waits for who writes in an editor; `npm run bench -- --short` looks at
 * a few ratios, and fails where one is far off. What is installed and generated stays in a folder (`BENCH_SCRATCH`), for
 * the next run.
 */
const root = resolve(import.meta.dirname, "..");
const scratch = process.env.BENCH_SCRATCH ?? join(tmpdir(), "immuc-bench");
const program = join(scratch, "dist/immuc.cjs");

const node: Job = { name: "node -e 0", command: [process.execPath, "-e", "0"], folder: tmpdir() };

function immuc(name: string, words: readonly string[], folder = scratch, more: Partial<Job> = {}): Job {
  return { name, command: [process.execPath, program, ...words], folder, ...more };
}

function project(name: string, input: Input): string {
  const folder = join(scratch, "inputs", name);
  rmSync(folder, { recursive: true, force: true });
  writeInput(folder, input);
  return folder;
}

/** A build of everything, into a folder that is not there yet. */
function wholeBuild(count: number): Job {
  const folder = project(`fleets-${count}`, fleets(count));
  return immuc("immuc build", ["build"], folder, {
    output: "dist",
    prepare: () => moveAside(join(folder, "dist")),
  });
}

// Not removed between runs: ext4 looks at every inode that was freed lately before it gives out another, which would
// slow down whoever makes the most files.
function moveAside(folder: string): void {
  if (existsSync(folder)) renameSync(folder, join(aside, String(moved++)));
}

const aside = join(scratch, "aside");
let moved = 0;

/** A build that finds all done. */
function repeatedBuild(name: string, input: Input): Job {
  const folder = project(name, input);
  return immuc(`build again, ${name}`, ["build"], folder, { environment: { IMMUC_CACHE: join(scratch, "records") } });
}

const startJobs = (): readonly Job[] => [
  node,
  immuc("--version", ["--version"]),
  ...[22, 1_000, 10_000, 100_000].map((count) =>
    immuc(`check, ${count} lines`, ["check"], project(`lines-${count}`, lines(count))),
  ),
  immuc("check, 1000 files", ["check"], project("files-1000", files(1000))),
  immuc("check, 500 times extended", ["check"], project("chain-500", chain(500))),
  repeatedBuild("1 fleet", fleets(1)),
  repeatedBuild("10000 lines", lines(10_000)),
  repeatedBuild("1000 fleets", fleets(1000)),
];

async function full(): Promise<void> {
  const pace: Pace = { warmUps: 2, fewest: 5, most: 15, seconds: 60 };
  const peers = preparePeers(scratch);
  const start = measureTogether(startJobs(), pace);
  const bySize = new Map<number, readonly Measurement[]>();
  for (const size of [1, 45, 1000, 4545]) {
    const others = peers.found.filter(({ most }) => size <= most).map((peer) => peer.job(size));
    // What is over within a tenth of a second varies the most, and waits in each round for peers that take seconds.
    const rounds: Pace = size < 1000 ? { ...pace, seconds: 150 } : { warmUps: 1, fewest: 3, most: 5, seconds: 60 };
    bySize.set(size, measureTogether([node, wholeBuild(size), ...others], rounds));
    console.error(`measured ${size} fleets`);
  }
  const grown = growthTable(growing());
  console.error("measured growth");
  const where = machine();
  const parsing = parsingSpeed(root, scratch, join(project("lines-10000", lines(10_000)), "main.immu"));
  const typing = await editor();
  const tables = [startTable(start, node.name), synthesisTables(bySize, "immuc build"), grown];
  const left = peers.left.length === 0 ? [] : [`Left out: ${peers.left.join("; ")}.`];
  const measured = { start, bySize, typing, parsing };
  const text = [where, ...tables, goalTable(measured), ...left].join("\n\n");
  console.log(text);
  intoDocument(join(root, "docs/performance.md"), "measured", text);
  intoDocument(join(root, "README.md"), "measured", briefReport(measured));
  writeFileSync(join(root, "docs/benchmarks.svg"), chart(bySize));
}

/** What a project has more of, each from few to many. */
function growing(): readonly Growing[] {
  const checked = (name: string, sizes: Growing["sizes"], input: (size: number) => Input): Growing => ({
    name: `check, ${name}`,
    sizes,
    job: (size) => immuc(`${name} ${size}`, ["check"], project(`${name}-${size}`, input(size))),
  });
  return [
    checked("lines", [100, 1_000, 10_000, 100_000], lines),
    checked("files", [10, 100, 1_000], files),
    checked("extended", [5, 50, 500], chain),
    checked("elements", [100, 1_000, 10_000], list),
    { name: "build, fleets", sizes: [10, 100, 1_000, 10_000], job: wholeBuild },
  ];
}

/** What a person waits for who writes in the middle of a file. */
async function editor(): Promise<readonly Typing[]> {
  const measured: Typing[] = [];
  for (const count of [100, 1_000, 10_000, 100_000]) {
    const folder = project(`editor-${count}`, lines(count));
    measured.push(await measureTyping(`${count} lines`, program, folder, count > 10_000 ? 3 : 10));
  }
  measured.push(await measureTyping("1000 files", program, project("editor-files", files(1000)), 10));
  const text = `${machine()}\n\n${typingTable(measured)}`;
  console.log(text);
  intoDocument(join(root, "docs/performance.md"), "editor", text);
  return measured;
}

function machine(): string {
  return `Node ${process.versions.node}, ${cpus().length} cores of ${cpus()[0]?.model ?? "an unknown processor"}; load at the end ${loadavg()[0]?.toFixed(1)}.`;
}

// Wide margins: a busy machine must not fail, a mistake that doubles the work must.
function short(): void {
  const pace: Pace = { warmUps: 1, fewest: 5, most: 5, seconds: 0 };
  const { found, left } = preparePeers(scratch, ["CDKTF app"]);
  if (left.length > 0) throw new Error(`a peer that npm brings does not run: ${left.join("; ")}`);
  const app = found.map((peer) => peer.job(45));
  const check = immuc("check, 1000 lines", ["check"], project("lines-1000", lines(1000)));
  const again = repeatedBuild("1 fleet", fleets(1));
  const measured = measureTogether([node, check, again, wholeBuild(45), ...app], pace);
  const named = (name: string): Measurement => {
    const found = measured.find((measurement) => measurement.name === name);
    if (found === undefined) throw new Error(`${name} was not measured`);
    return found;
  };
  const limits = [
    { one: check.name, other: node.name, most: 10 },
    { one: again.name, other: node.name, most: 3 },
    { one: "immuc build", other: "CDKTF app", most: 1.2 },
  ];
  for (const { one, other, most } of limits) {
    const found = ratio(named(one), named(other));
    console.log(`${one}: ${found.toFixed(2)} × ${other}, at most ${most}`);
    if (!(found <= most)) process.exitCode = 1;
  }
}

function intoDocument(file: string, section: string, text: string): void {
  const [before, after] = [`<!-- ${section}: begin -->`, `<!-- ${section}: end -->`];
  const document = readFileSync(file, "utf8");
  const [from, to] = [document.indexOf(before), document.indexOf(after)];
  if (from === -1 || to < from) throw new Error(`${file} has no place for what was measured`);
  writeFileSync(file, `${document.slice(0, from + before.length)}\n\n${text}\n\n${document.slice(to)}`);
}

rmSync(aside, { recursive: true, force: true });
mkdirSync(aside, { recursive: true });
await buildInto(join(scratch, "dist"));
await keepCode(join(scratch, "dist"), root);
if (process.argv.includes("--short")) short();
else if (process.argv.includes("--editor")) await editor();
else await full();
rmSync(aside, { recursive: true });
