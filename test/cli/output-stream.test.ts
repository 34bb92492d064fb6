import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { outputStream } from "../../src/cli/output-stream.ts";

// What a pipe takes at a time, or the error that it answers with; and what it got.
const pipe = { takes: [] as (number | string)[], got: "" };

beforeAll(() => {
  vi.spyOn(fs, "fstatSync").mockReturnValue({ isCharacterDevice: () => false, rdev: 0 } as fs.Stats);
  const write = (_: number, bytes: Uint8Array, offset: number): number => {
    const next = pipe.takes.shift() ?? bytes.length;
    if (typeof next === "string") throw Object.assign(new Error(next), { code: next });
    const taken = bytes.subarray(offset, offset + next);
    pipe.got += Buffer.from(taken).toString("latin1");
    return taken.length;
  };
  vi.spyOn(fs, "writeSync").mockImplementation(write as typeof fs.writeSync);
  syncBuiltinESMExports();
});

afterAll(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

beforeEach(() => {
  pipe.got = "";
});

test("what a pipe takes in pieces arrives whole", () => {
  pipe.takes = [1, 2, 1];
  outputStream(1).write("built: ünder");
  expect(Buffer.from(pipe.got, "latin1").toString()).toBe("built: ünder");
});

test("a reader that has gone gets no more, and that is no fault", () => {
  pipe.takes = [2, "EPIPE"];
  const stream = outputStream(1);
  stream.write("abcd");
  stream.write("efgh");
  expect(pipe.got).toBe("ab");
});

test("what a full pipe does not take is left to Node's stream, with all that comes after, in order", () => {
  pipe.takes = [2, "EAGAIN"];
  const left: Uint8Array[] = [];
  const write = vi.spyOn(process.stdout, "write").mockImplementation((bytes) => left.push(bytes as Uint8Array) > 0);
  const stream = outputStream(1);
  stream.write("aü");
  stream.write("b");
  write.mockRestore();
  expect(Buffer.concat([Buffer.from(pipe.got, "latin1"), ...left]).toString()).toBe("aüb");
});

test("an error of the disk ends the writing, not the work, and is told once", () => {
  pipe.takes = ["ENOSPC"];
  const before = process.listeners("exit");
  const stream = outputStream(1);
  stream.write("a");
  stream.write("b");
  expect(pipe.got).toBe("error: can't write to the standard output: ENOSPC\n");
  for (const listener of process.listeners("exit")) if (!before.includes(listener)) process.off("exit", listener);
});
