import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, test } from "vitest";
import { describeHolder, withFolderLock } from "../../src/host/folder-lock.ts";
import { describeSelf } from "../../src/host/lock-holder.ts";
import { temporaryFolder } from "./temporary-folder.ts";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

const path = (): string => join(folder, ".lock");
const locked = <T>(body: () => Promise<T>, timeout = 20_000, onWait?: (holder: string) => void) =>
  withFolderLock(
    { path: path(), purpose: "testing", timeout, onWait: (holder) => onWait?.(describeHolder(holder)) },
    body,
  );

test("one at a time, and nothing is left behind", async () => {
  let inside = 0;
  let most = 0;
  const bodies = Array.from({ length: 12 }, () =>
    locked(async () => {
      most = Math.max(most, ++inside);
      await sleep(2);
      inside--;
    }),
  );
  const results = await Promise.all(bodies);
  expect(results.every(({ kind }) => kind === "done")).toBe(true);
  expect(most).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

test("who waits learns for whom, and gives up in time", async () => {
  const waits: string[] = [];
  await locked(async () => {
    const result = await locked(
      async () => "in",
      50,
      (holder) => waits.push(holder),
    );
    expect(result).toMatchObject({ kind: "timed-out", holder: { pid: process.pid, purpose: "testing" } });
  });
  expect(waits).toHaveLength(1);
  expect(waits[0]).toMatch(/^pid \d+ on .+ \(testing\) since \d{4}-.*Z$/);
});

test("the lock of a process that died is taken over, once, by many at the same time", async () => {
  const dead = spawnSync(process.execPath, ["-e", ""]).pid;
  for (let round = 0; round < 20; round++) {
    writeFileSync(path(), JSON.stringify({ ...describeSelf("dying"), pid: dead, started: "1" }));
    let inside = 0;
    await Promise.all(
      Array.from({ length: 6 }, () =>
        locked(async () => {
          expect(++inside).toBe(1);
          await sleep(1);
          inside--;
        }),
      ),
    );
  }
  expect(readdirSync(folder)).toEqual([]);
});

test("a pid that was given out again is not mistaken for the holder", async () => {
  const self = describeSelf("long ago");
  if (self.started === "") return;
  writeFileSync(path(), JSON.stringify({ ...self, started: "1" }));
  expect((await locked(async () => "in", 1000)).kind).toBe("done");
});

test("a holder that can't be looked up is waited for, never overrun", async () => {
  for (const text of [JSON.stringify({ ...describeSelf("x"), host: "elsewhere", pid: 1 }), "", "nonsense"]) {
    writeFileSync(path(), text);
    expect((await locked(async () => "in", 30)).kind).toBe("timed-out");
    expect(existsSync(path())).toBe(true);
  }
});

test("a lock that is a link to nowhere is waited for in time, not for ever", async () => {
  symlinkSync("nowhere", path());
  expect((await locked(async () => "in", 30)).kind).toBe("timed-out");
  expect(readdirSync(folder)).toEqual([basename(path())]);
});

test("a body that throws lets go", async () => {
  await expect(locked(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(readdirSync(folder)).toEqual([]);
});
