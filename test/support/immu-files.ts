import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every source of the standard library and the examples, by its path. */
export const immuFiles: readonly { readonly path: string; readonly text: string }[] = ["stdlib", "examples"]
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)))
  .filter((path) => path.endsWith(".immu"))
  .sort()
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));
