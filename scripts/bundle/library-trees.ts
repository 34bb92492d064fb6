import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";
import { standardLibrary } from "../../src/semantics/stdlib.gen.ts";
import { parse } from "../../src/syntax/parse.ts";

/** Puts the trees of the standard library into the bundle, so that no process has to parse it. */
export const parsedLibrary: Plugin = {
  name: "parsed-library",
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]semantics[\\/]library-trees\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (!text.includes(empty)) throw new Error(`${path} has no place for the trees`);
      const trees = JSON.stringify(treesOfLibrary());
      return { contents: text.replace(empty, () => `Readonly<Record<string, string>> = ${trees};`), loader: "ts" };
    });
  },
};

const empty = "Readonly<Record<string, string>> = {};";

/** The tree of each module of the standard library, as JSON. Throws where it is wrong. */
export function treesOfLibrary(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(standardLibrary).map(([uri, text]) => {
      const { value, diagnostics } = parse({ uri, text });
      const [first] = diagnostics;
      if (first) throw new Error(`${uri}: ${first.message}`);
      return [uri, JSON.stringify(value)];
    }),
  );
}
