import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * A generator is a file `gen-*.ts` beside this one. It says which file it makes, from the repository's root, and makes
 * its text: the same text for the same sources, on every machine. It writes nothing itself.
 */
export interface Generator {
  readonly output: string;
  generate(root: string): string | Promise<string>;
}

/** The generators, in the order of their names. */
export async function loadGenerators(): Promise<readonly Generator[]> {
  const names = (await readdir(import.meta.dirname)).filter((name) => /^gen-[a-z-]+\.ts$/.test(name)).sort();
  return Promise.all(names.map((name) => import(pathToFileURL(join(import.meta.dirname, name)).href)));
}

/** Runs every generator. With `check`, writes nothing; returns the files that are (or were) stale. */
export async function runGenerators(root: string, check: boolean): Promise<readonly string[]> {
  const stale: string[] = [];
  // One after the other: a generator may read what one before it has made.
  for (const generator of await loadGenerators()) {
    const text = await generator.generate(root);
    const file = join(root, generator.output);
    if (text === (await readFile(file, "utf8").catch(() => null))) continue;
    stale.push(generator.output);
    if (check) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return stale;
}

if (process.argv[1] !== undefined && relative(process.argv[1], import.meta.filename) === "") {
  const check = process.argv.includes("--check");
  const stale = await runGenerators(resolve(import.meta.dirname, ".."), check);
  for (const file of stale) console.log(check ? `stale: ${file}` : `wrote ${file}`);
  if (check && stale.length > 0) {
    console.error("Run `npm run gen` and commit what it writes.");
    process.exitCode = 1;
  }
}
