import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { keepCode } from "../../scripts/bundle/code-cache.ts";
import { codeSuffix } from "../../scripts/bundle/code-suffix.ts";
import { sharedFolder } from "../host/temporary-folder.ts";
import { bundleOnce, folderWith, runProgram } from "./cli.ts";

// Two bundles of the same sources: with the code of V8 beside the packs, and without.
const place = sharedFolder();
const plain = join(place, "plain/immuc.cjs");
const kept = join(place, "kept/immuc.cjs");
const chunks = join(place, "kept/chunks");
beforeAll(async () => {
  const bundle = dirname(await bundleOnce());
  for (const name of ["plain", "kept"]) cpSync(bundle, join(place, name), { recursive: true });
  await keepCode(join(place, "kept"), resolve(import.meta.dirname, "../.."));
});

const codeIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".code"));
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

describe("a Node that the bundle brings no code for", () => {
  const checkWith = async (cache: string, source = "project x {}\n"): Promise<unknown> => {
    const folder = folderWith({ "main.immu": source });
    return runProgram(plain, ["check"], { folder, env: { IMMUC_CACHE: cache } });
  };
  const cacheOf = (name: string): string => join(place, name);

  test.each([
    ["small", "project x {}\n"],
    // For which V8 is set up in another way.
    ["large", `project x {}\n${"\n".repeat(20_000)}`],
  ])(
    "keeps the code of what a %s source runs for this user, and runs from it what it ran before",
    async (size, source) => {
      const cache = cacheOf(`cache-${size}`);
      const first = await checkWith(cache, source);
      const files = codeIn(cache);
      expect(files.map((file) => basename(file))).toContain(`check${codeSuffix}`);
      const written = files.map((file) => statSync(join(cache, file)).mtimeMs);
      expect(await checkWith(cache, source)).toEqual(first);
      expect(codeIn(cache).map((file) => statSync(join(cache, file)).mtimeMs)).toEqual(written);
    },
  );

  test("makes anew what is torn", async () => {
    const cache = cacheOf("torn");
    const first = await checkWith(cache);
    const [file = ""] = codeIn(cache);
    const whole = readFileSync(join(cache, file));
    writeFileSync(join(cache, file), whole.subarray(0, whole.length / 2));
    expect(await checkWith(cache)).toEqual(first);
    expect(readFileSync(join(cache, file)).length).toBeGreaterThan(whole.length / 2);
  });

  test.skipIf(process.platform === "win32")("runs nothing that somebody else could have written", async () => {
    const cache = cacheOf("shared");
    const first = await checkWith(cache);
    const [file = ""] = codeIn(cache);
    chmodSync(join(cache, dirname(file)), 0o777);
    writeFileSync(join(cache, file), "x");
    expect(await checkWith(cache)).toEqual(first);
    expect(readFileSync(join(cache, file), "utf8")).toBe("x");
  });

  test("keeps nothing where that is not wanted or not possible", async () => {
    const first = await checkWith("off");
    writeFileSync(cacheOf("file"), "");
    expect(await checkWith(cacheOf("file"))).toEqual(first);
    expect(codeIn(join(place, "plain"))).toEqual([]);
  });

  test("forgets the code of releases that are long gone", async () => {
    const cache = cacheOf("old");
    for (const name of ["a", "b", "c", "d"]) mkdirSync(join(cache, "code", name), { recursive: true });
    await checkWith(cache);
    expect(readdirSync(join(cache, "code"))).toHaveLength(3);
  });
});
