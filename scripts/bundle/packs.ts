import type { Metafile } from "esbuild";
import { build } from "esbuild";

/** The texts of chunks, by their file's name. */
export type Chunks = Readonly<Record<string, string>>;

/**
 * What starts together lies together: one file is read in place of dozens, and V8 can keep the code of all of it. A pack
 * holds the chunks that its sources lead to without an `import()`, but for those that are in an earlier pack.
 */
const packs: Readonly<Record<string, readonly string[]>> = {
  line: ["src/cli/run.ts"],
  findings: ["src/cli/commands/explain.ts"],
  check: ["src/cli/commands/check.ts", "src/query/compile.ts", "src/release/lock/parse.ts"],
  // What others share with a build, so that none of them reads its emitters.
  show: ["src/diagnostics/render/text/render-text.ts", "src/cli/commands/fmt.ts", "src/cli/commands/plan.ts"],
  build: [
    "src/cli/commands/build.ts",
    "src/cli/build-summary.ts",
    "src/cli/rebuild/summary-text.ts",
    "src/query/emit-all.ts",
    "src/emit/packer/emit-packer.ts",
    "src/emit/rollouts/emit-rollouts.ts",
    "src/emit/terraform/emit-terraform.ts",
  ],
  editor: ["src/cli/commands/lsp.ts", "src/lsp/serve.ts"],
};

/** The name of the file that reads packs. */
export const loaderName = "packs.cjs";

/** The chunks, with those of each pack put together in one file, and with the loader that the others read them by. */
export async function pack(chunks: Chunks, metafile: Metafile, root: string, identity: string): Promise<Chunks> {
  const packOf = new Map<string, string>();
  for (const [name, sources] of Object.entries(packs)) {
    for (const chunk of reachedFrom(sources, metafile)) if (!packOf.has(chunk)) packOf.set(chunk, name);
  }
  const files: Record<string, string> = { [loaderName]: await loader(root, packOf, identity) };
  for (const name of Object.keys(packs)) {
    const inside = [...packOf].flatMap(([chunk, other]) => (other === name ? [chunk] : []));
    files[`${name}.js`] = `({${inside.map((chunk) => moduleText(chunk, chunks[chunk] ?? "")).join(",\n")}})\n`;
  }
  for (const [chunk, text] of Object.entries(chunks)) {
    if (!packOf.has(chunk)) files[chunk] = throughLoader(text, packOf);
  }
  return files;
}

function reachedFrom(sources: readonly string[], { outputs }: Metafile): readonly string[] {
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const { path: next, kind, external } of outputs[path]?.imports ?? [])
      if (kind === "import-statement" && !external) visit(next);
  };
  for (const source of sources) {
    const entry = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source);
    // A bundle over stubs has something else in its place.
    if (entry !== undefined) visit(entry[0]);
  }
  return [...reached].map((path) => path.replace(/^.*\//, ""));
}

function moduleText(chunk: string, text: string): string {
  return `${JSON.stringify(`./${chunk}`)}(require,module,exports){${text}}`;
}

// esbuild writes every import of a chunk as `require("./name.cjs")`.
function throughLoader(text: string, packOf: ReadonlyMap<string, string>): string {
  return text.replace(/\brequire\("\.\/([\w-]+\.cjs)"\)/g, (whole, chunk: string) =>
    packOf.has(chunk) ? `require("./${loaderName}").load("./${chunk}")` : whole,
  );
}

async function loader(root: string, packOf: ReadonlyMap<string, string>, identity: string): Promise<string> {
  const table = Object.fromEntries([...packOf].map(([chunk, name]) => [`./${chunk}`, name]));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["scripts/bundle/load-packs.ts"],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    write: false,
    define: { PACK_OF_CHUNK: JSON.stringify(table), BUNDLE_IDENTITY: JSON.stringify(identity) },
  });
  return outputFiles.map(({ text }) => text).join("");
}
