import { join } from "node:path";
import { nodeProjectFiles } from "../../src/host/node-project-files.ts";
import type { Artifact } from "../../src/emit/artifact.ts";
import { type Compilation, compile } from "../../src/query/compile.ts";
import { emitAll } from "../../src/query/emit-all.ts";

export const exampleNames = ["blue-green", "minimal", "multi-region", "shop"] as const;

/** The folder of an example. */
export function exampleFolder(name: string): string {
  return join(import.meta.dirname, "../../examples", name);
}

/** Compiles the project in a folder, with `main.immu` as its entry and nothing live. */
export function compileFolder(folder: string, params: ReadonlyMap<string, string> = new Map()): Compilation {
  return compile({ files: nodeProjectFiles(folder), entry: "main.immu", params, lock: null, locked: false, live: {} });
}

/** What a compilation without errors is emitted as. */
export async function emitted(compilation: Compilation): Promise<readonly Artifact[]> {
  const { plan, diagnostics } = compilation;
  if (plan === null) throw new Error(`the project has errors: ${diagnostics.map(({ message }) => message).join("; ")}`);
  const { value, diagnostics: found } = await emitAll({ ...compilation, plan });
  const [error] = found.filter(({ level }) => level === "error");
  if (error) throw new Error(`emission failed: ${error.message}`);
  return value;
}
