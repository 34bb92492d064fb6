import { join } from "node:path";
import type { Artifact } from "../../src/emit/artifact.ts";
import { nodeProjectFiles } from "../../src/host/node-project-files.ts";
import type { Live } from "../../src/plan/live.ts";
import { type Compilation, compile } from "../../src/query/compile.ts";
import { emitAll } from "../../src/query/emit-all.ts";
import { parseLock } from "../../src/release/lock/parse.ts";

export const exampleNames = ["blue-green", "minimal", "multi-region", "shop", "strangler"] as const;

/** The folder of an example. */
export function exampleFolder(name: string): string {
  return join(import.meta.dirname, "../../examples", name);
}

/** Compiles the project in a folder as `build --locked` does, with `main.immu` as its entry. */
export function compileFolder(
  folder: string,
  params: ReadonlyMap<string, string> = new Map(),
  live: Live = {},
): Compilation {
  const files = nodeProjectFiles(folder);
  const text = files.readSource("immu.lock");
  const lock = text.kind === "ok" ? parseLock({ uri: "immu.lock", text: text.value }).value : null;
  return compile({ files, entry: "main.immu", params, lock, locked: true, live });
}

/** What a compilation without errors is emitted as. */
export async function emitted(compilation: Compilation): Promise<readonly Artifact[]> {
  const { plan, diagnostics } = compilation;
  if (plan === null) throw new Error(`the project has errors: ${diagnostics.map(({ message }) => message).join("; ")}`);
  return emitAll({ ...compilation, plan });
}
