import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** A command to time. */
export interface Job {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** The file or folder that it writes, in its own. */
  readonly output?: string;
  /** Called before every run, outside the time that is taken. */
  readonly prepare?: () => void;
}

export interface Measurement {
  readonly name: string;
  /** Milliseconds of each round, in their order. */
  readonly rounds: readonly number[];
  /** MiB at most at one time, of all its processes' largest; null where `/usr/bin/time` is missing. */
  readonly memory: number | null;
  /** Bytes of its output; null where it has none that is looked at. */
  readonly written: number | null;
}

export interface Pace {
  readonly warmUps: number;
  readonly fewest: number;
  readonly most: number;
  /** Seconds that all rounds of a group may take together, beyond the fewest. */
  readonly seconds: number;
}

/**
 * Times whole processes, in turns: each round runs every job once, beginning with another one each time. What slows the
 * machine down for a while then slows all of them, and the ratios within a round stay true.
 */
export function measureTogether(jobs: readonly Job[], pace: Pace): readonly Measurement[] {
  const memory = jobs.map(peakMemory);
  for (let round = 1; round < pace.warmUps; round++) jobs.map(time);
  const times = jobs.map((): number[] => []);
  const start = performance.now();
  for (let round = 0; round < pace.most; round++) {
    if (round >= pace.fewest && performance.now() - start > pace.seconds * 1000) break;
    for (let turn = 0; turn < jobs.length; turn++) {
      const index = (round + turn) % jobs.length;
      const job = jobs[index];
      if (job !== undefined) times[index]?.push(time(job));
    }
  }
  return jobs.map((job, index) => ({
    name: job.name,
    rounds: times[index] ?? [],
    memory: memory[index] ?? null,
    written: job.output === undefined ? null : bytesIn(join(job.folder, job.output)),
  }));
}

function bytesIn(path: string): number {
  const found = statSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((total, name) => total + bytesIn(join(path, name)), 0);
}

function time(job: Job): number {
  job.prepare?.();
  const start = process.hrtime.bigint();
  run(job);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

// The first warm-up.
function peakMemory(job: Job): number | null {
  job.prepare?.();
  const tool = "/usr/bin/time";
  if (!existsSync(tool)) {
    run(job);
    return null;
  }
  const printed = run(job, [tool, "-f", "peak %M", ...job.command]);
  const kibibytes = /^peak (\d+)$/m.exec(printed)?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) / 1024;
}

/** Runs a job to its end, or another command in its place; returns its messages. Throws where it fails. */
export function run(job: Job, [program, ...words]: readonly [string, ...string[]] = job.command): string {
  const { name, folder, environment } = job;
  const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...inherited } = process.env;
  const env = { ...inherited, IMMUC_CACHE: "off", CHECKPOINT_DISABLE: "1", ...environment };
  const result = spawnSync(program, words, { cwd: folder, env, encoding: "utf8", maxBuffer: 1 << 28 });
  if (result.status !== 0) {
    throw new Error(
      `${name} ended with ${result.status}: ${result.error ?? `${result.stdout}${result.stderr}`.slice(-2000)}`,
    );
  }
  return result.stderr;
}
