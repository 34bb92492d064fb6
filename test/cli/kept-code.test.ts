import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildInto } from "../../scripts/build.ts";
import { keepCode } from "../../scripts/bundle/code-cache.ts";
import { codeSuffix } from "../../scripts/bundle/code-suffix.ts";
import { folderWith, runProgram } from "./cli.ts";

// Two bundles of the same sources: with the code of V8 beside the packs, and without.
const place = mkdtempSync(join(tmpdir(), "immuc-code-"));
const plain = join(place, "plain/immuc.cjs");
const kept = join(place, "kept/immuc.cjs");
const chunks = join(place, "kept/chunks");
beforeAll(async () => {
  await buildInto(join(place, "plain"));
  cpSync(join(place, "plain"), join(place, "kept"), { recursive: true });
  await keepCode(join(place, "kept"), resolve(import.meta.dirname, "../.."));
});
afterAll(() => rmSync(place, { recursive: true }));

const codeFiles = (): readonly string[] => readdirSync(chunks).filter((name) => name.endsWith(codeSuffix));

const lines = [
  ["check", "shop"],
  ["plan", "shop"],
  ["check", "--json", "broken.immu"],
  ["explain", "2001"],
  ["--help"],
];

async function answersOf(program: string): Promise<unknown> {
  const folder = folderWith({ "broken.immu": "project x {}\nlet a = b\nlet c: = 1\n" });
  await runProgram(program, ["init", "shop"], { folder });
  const runs = [];
  for (const words of lines) runs.push(await runProgram(program, words, { folder }));
  return runs;
}

test("a pack with its code does what the source does", async () => {
  const packs = readdirSync(chunks).filter((name) => name.endsWith(".js"));
  expect(codeFiles()).toEqual(packs.map((name) => name.replace(/\.js$/, codeSuffix)).sort());
  expect(await answersOf(kept)).toEqual(await answersOf(plain));
});

test("so does one whose code is torn or no code at all", async () => {
  const expected = await answersOf(plain);
  for (const spoil of [
    (code: Buffer) => code.subarray(0, code.length / 2),
    () => Buffer.from("x"),
    () => Buffer.alloc(0),
  ]) {
    for (const name of codeFiles()) writeFileSync(join(chunks, name), spoil(readFileSync(join(chunks, name))));
    expect(await answersOf(kept)).toEqual(expected);
  }
});
