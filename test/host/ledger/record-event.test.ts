import { type ChildProcess, spawn } from "node:child_process";
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { digestJson } from "../../../src/base/digest.ts";
import { loadDefinition, storeDefinition } from "../../../src/host/ledger/generation-store.ts";
import { environmentsIn } from "../../../src/host/ledger/ledger-folder.ts";
import { readHistory } from "../../../src/host/ledger/read-history.ts";
import { readLedger } from "../../../src/host/ledger/read-ledger.ts";
import { type Recorded, recordEvent } from "../../../src/host/ledger/record-event.ts";
import type { LedgerEvent } from "../../../src/release/ledger/entry.ts";
import { emptyLedger, type Ledger } from "../../../src/release/ledger/ledger.ts";
import { append, baked, definition, generation, hex, passed, promoted, started } from "../../release/ledger/samples.ts";
import { temporaryFolder } from "../temporary-folder.ts";

let path: string;
let repairs: string[];
beforeEach(() => {
  path = temporaryFolder();
  repairs = [];
});

const folder = () => ({ path, shownAs: "ledger" });
const ledgerFile = (): string => join(path, "prod.jsonl");
const record = (event: LedgerEvent, definitions = [definition("1")]): Promise<Recorded> =>
  recordEvent({
    folder: folder(),
    environment: "prod",
    event,
    definitions,
    patience: 30_000,
    onRepair: (message) => repairs.push(message),
  });
const read = (): Ledger => {
  const verified = readLedger(folder(), "prod");
  if (verified.kind === "broken") throw new Error(verified.problem.message);
  return verified.ledger;
};

interface Writer {
  readonly process: ChildProcess;
  readonly acknowledged: () => readonly string[];
  readonly done: Promise<number | null>;
}

const write = (name: string, count: number): Writer => {
  const script = fileURLToPath(new URL("./append-child.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, path, name, String(count)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  return {
    process: child,
    acknowledged: () => output.split("\n").slice(1, -1),
    done: new Promise((resolve) => child.on("close", resolve)),
  };
};
const written = (): readonly string[] => read().entries.map(({ sequence, digest }) => `${sequence} ${digest}`);

describe("several writers", () => {
  test("never fork the ledger or lose an entry", async () => {
    const writers = ["ada", "bob", "cyd", "dan"].map((name) => write(name, 15));
    expect(await Promise.all(writers.map(({ done }) => done))).toEqual([0, 0, 0, 0]);
    const acknowledged = writers.flatMap((writer) => writer.acknowledged());
    expect(acknowledged).toHaveLength(60);
    expect([...acknowledged].sort()).toEqual([...written()].sort());
    expect(readdirSync(path)).toEqual([".gitattributes", "prod.jsonl"]);
  });

  test("killed at any moment, they lose nothing that was acknowledged, and the next one goes on", async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 6; round++) {
      const writers = [write(`ada-${round}`, 1000), write(`bob-${round}`, 1000)];
      while (writers.some((writer) => writer.acknowledged().length === 0)) await sleep(5);
      await sleep(Math.random() * 60);
      for (const writer of writers) writer.process.kill("SIGKILL");
      await Promise.all(writers.map(({ done }) => done));
      acknowledged.push(...writers.flatMap((writer) => writer.acknowledged()));
      const entries = new Set(written());
      for (const entry of acknowledged) expect(entries).toContain(entry);
      const next = await record(baked(digestJson(["next", round])));
      expect(next.kind).toBe("appended");
      if (next.kind === "appended") acknowledged.push(`${next.entry.sequence} ${next.entry.digest}`);
    }
    expect(acknowledged.length).toBeGreaterThan(12);
  });
});

describe("a torn last line", () => {
  test("is put aside, and said so, before the next entry is written", async () => {
    await record(baked());
    await record(baked(hex("b"), "ami-0b"));
    const [first = "", second = ""] = readFileSync(ledgerFile(), "utf8").split("\n");
    truncateSync(ledgerFile(), first.length + 1 + 40);
    expect(read().entries).toHaveLength(1);
    expect((await record(baked(hex("c"), "ami-0c"))).kind).toBe("appended");
    expect(read().entries.map(({ event }) => event.kind === "baked" && event.fingerprint)).toEqual([
      hex("a"),
      hex("c"),
    ]);
    const aside = readdirSync(path).filter((name) => name.includes(".torn-"));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(path, aside[0] ?? ""), "utf8")).toBe(second.slice(0, 40));
    expect(repairs).toEqual([
      `a writer died over entry 2 of ledger/prod.jsonl: its 40 bytes, which were never acknowledged, are now in ledger/${aside[0]}`,
    ]);
  });

  test("that lacks its newline alone is finished", async () => {
    await record(baked());
    truncateSync(ledgerFile(), readFileSync(ledgerFile()).length - 1);
    await record(baked(hex("b"), "ami-0b"));
    expect(read().entries).toHaveLength(2);
    expect(repairs).toEqual([]);
  });

  test("corruption is never repaired or written to", async () => {
    await record(baked());
    appendFileSync(ledgerFile(), "}");
    const before = readFileSync(ledgerFile());
    expect(await record(baked(hex("b")))).toMatchObject({ kind: "broken", problem: { entry: 2 } });
    expect(readFileSync(ledgerFile())).toEqual(before);
  });
});

test.each(["prod.jsonl", "generations", "."])("%s that is a link is not written through", async (name) => {
  const theirs = temporaryFolder();
  if (name === ".") rmSync(path, { recursive: true });
  symlinkSync(name === "prod.jsonl" ? join(theirs, "new") : theirs, join(path, name === "." ? "" : name));
  await expect(record(baked())).rejects.toThrow("is a symbolic link, and history is written through none");
  expect(readdirSync(theirs)).toEqual([]);
});

describe("names of environments", () => {
  test.each(["prøv", "test-2", "_x", "本番"])("%s has a ledger of its own", async (environment) => {
    const recorded = await recordEvent({ folder: folder(), environment, event: baked(), definitions: [] });
    expect(recorded.kind).toBe("appended");
    expect(readLedger(folder(), environment)).toMatchObject({ kind: "sound", ledger: { live: { environment } } });
    expect(environmentsIn(folder())).toEqual([environment]);
  });

  test("are found again where the file system has taken them apart", async () => {
    await recordEvent({ folder: folder(), environment: "\u00e9", event: baked(), definitions: [] });
    renameSync(join(path, "\u00e9.jsonl"), join(path, "e\u0301.jsonl"));
    expect(environmentsIn(folder())).toEqual(["\u00e9"]);
  });

  test.each(["../prod", "a b", "", "prod/x", "prod.jsonl", "-x"])("nothing is called %j", async (environment) => {
    writeFileSync(ledgerFile(), "{}\n");
    expect(readLedger(folder(), environment)).toMatchObject({ kind: "sound", length: 0 });
    await expect(recordEvent({ folder: folder(), environment, event: baked(), definitions: [] })).rejects.toThrow(
      "not an environment's name",
    );
  });
});

describe("definitions", () => {
  test("are stored by content before what names them, and checked when they are read", async () => {
    await record(baked(), []);
    const start = started(append(emptyLedger("prod"), baked()), "1");
    expect(await record(start, [])).toMatchObject({ kind: "refused", law: "one-definition" });
    expect((await record(start)).kind).toBe("appended");
    expect(loadDefinition(folder(), generation("1"))).toEqual({ kind: "found", definition: definition("1") });
    const file = join(path, "generations", `${generation("1")}.json`);
    writeFileSync(file, readFileSync(file, "utf8").replace("8080", "8081"));
    expect(loadDefinition(folder(), generation("1"))).toMatchObject({
      kind: "broken",
      message: `the definition in ledger/generations/${generation("1")}.json was altered: its content has another digest`,
    });
    expect(storeDefinition(folder(), definition("1"))).toBe(generation("1"));
    expect(loadDefinition(folder(), generation("1")).kind).toBe("found");
  });

  test("what another compiler put in a definition comes back as it was", () => {
    const later = { ...definition("1"), tuning: { huge_pages: true } };
    const digest = storeDefinition(folder(), later);
    expect(loadDefinition(folder(), digest)).toEqual({ kind: "found", definition: later });
  });
});

describe("reading everything", () => {
  test("gives what is live, with definitions", async () => {
    const start = started(append(emptyLedger("prod"), baked()), "1");
    for (const event of [baked(), start, passed(start, 1), passed(start, 2), promoted(start)]) await record(event);
    const history = readHistory(folder());
    if (history.kind !== "read") throw new Error("it is sound");
    expect([...history.ledgers.keys()]).toEqual(["prod"]);
    expect(history.live).toEqual({
      prod: {
        web: {
          stable: generation("1"),
          state: start.steps[1]?.state,
          generations: { [generation("1")]: definition("1") },
        },
      },
    });
  });

  test("names every file that is broken", async () => {
    const start = started(append(emptyLedger("prod"), baked()), "1");
    for (const event of [baked(), start, passed(start, 1)]) await record(event);
    rmSync(join(path, "generations"), { recursive: true });
    writeFileSync(join(path, "staging.jsonl"), "{}\n");
    expect(readHistory(folder())).toMatchObject({
      kind: "broken",
      problems: [
        { file: "ledger/staging.jsonl", line: 1 },
        { file: `ledger/generations/${generation("1")}.json`, line: null },
      ],
    });
  });

  test("no folder is no history", () => {
    expect(readHistory({ path: join(path, "none"), shownAs: "none" })).toMatchObject({ kind: "read", live: {} });
  });
});
