import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { EnvironmentFault } from "../../src/host/fault.ts";
import { type Files, filesIn, isWhole, writeFiles } from "./output.ts";
import { temporaryFolder } from "./temporary-folder.ts";

// Few names, so that files of ours, files of the user's, folders and files meet at the same paths.
const path = fc.constantFrom("a", "b", "c", "a/x", "a/y", "b/x", "b/x/z", "c/d/e");
const text = fc.constantFrom("1", "2");

type Step =
  | { readonly kind: "build"; readonly files: Files }
  | { readonly kind: "put"; readonly path: string; readonly text: string }
  | { readonly kind: "delete"; readonly path: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("build" as const), files: fc.dictionary(path, text, { maxKeys: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("put" as const), path, text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const), path }) },
);

/** What the folder should hold, said in the simplest way. */
class Model {
  files = new Map<string, string>();
  owned = new Set<string>();

  put(at: string, content: string): boolean {
    if (clashes(at, [...this.files.keys()])) return false;
    this.files.set(at, content);
    return true;
  }

  delete(at: string): void {
    this.files.delete(at);
  }

  /** Whether the build succeeds. */
  build(wanted: Files): boolean {
    const paths = Object.keys(wanted);
    if (paths.some((one) => clashes(one, paths))) return false;
    const foreign = [...this.files.keys()].filter((at) => !this.owned.has(at));
    if (paths.some((one) => foreign.includes(one) || clashes(one, foreign))) return false;
    for (const at of this.owned) this.files.delete(at);
    for (const [at, content] of Object.entries(wanted)) this.files.set(at, content);
    this.owned = new Set(paths);
    return true;
  }
}

/** Whether a file would have to lie in a file, or where a folder is. */
function clashes(one: string, others: readonly string[]): boolean {
  return others.some((other) => other.startsWith(`${one}/`) || one.startsWith(`${other}/`));
}

it("keeps its laws over any sequence of builds and edits", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const folder = temporaryFolder();
      const model = new Model();
      for (const one of steps) {
        await take(one, folder, model);
        expect(filesIn(folder)).toEqual(Object.fromEntries([...model.files].sort()));
        expect(readdirSync(folder).filter((name) => name.startsWith(".immuc"))).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
});

async function take(one: Step, folder: string, model: Model): Promise<void> {
  switch (one.kind) {
    case "put":
      if (model.put(one.path, one.text)) {
        mkdirSync(dirname(join(folder, one.path)), { recursive: true });
        writeFileSync(join(folder, one.path), one.text);
      }
      return;
    case "delete":
      if (model.files.has(one.path)) rmSync(join(folder, one.path));
      model.delete(one.path);
      removeEmptyFolders(folder);
      return;
    case "build": {
      if (!model.build(one.files)) {
        await expect(writeFiles(folder, one.files)).rejects.toThrow(EnvironmentFault);
        return;
      }
      const report = await writeFiles(folder, one.files);
      expect([...report.written, ...report.unchanged].sort()).toEqual(
        [...Object.keys(one.files), "immu.manifest.json"].sort(),
      );
      expect(isWhole(folder)).toBe(true);
      expect((await writeFiles(folder, one.files)).written).toEqual([]);
    }
  }
}

// The model knows no empty folders.
function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const inner = join(folder, entry.name);
    removeEmptyFolders(inner);
    if (readdirSync(inner).length === 0) rmSync(inner, { recursive: true });
  }
}
