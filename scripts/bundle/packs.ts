import { build, type Metafile, type Plugin } from "esbuild";

/** The texts of chunks as ES modules, by their file's name. */
export type Chunks = Readonly<Record<string, string>>;

/**
 * What starts together lies together: one file is read in place of dozens, and V8 can keep the code of all of it. A pack
 * holds the chunks that its sources lead to without an `import()`, but for those that are in an earlier pack.
 */
const shared: Readonly<Record<string, readonly string[]>> = {
  line: ["src/cli/run.ts"],
  findings: ["src/cli/commands/explain.ts"],
  compiler: ["src/cli/commands/check.ts", "src/query/compile.ts", "src/release/lock/parse.ts"],
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

/**
 * What starts soonest has all that its sources lead to as one module: read once, and with no exports between its chunks.
 * Its own source comes first.
 */
const alone: Readonly<Record<string, Alone>> = {
  // So that a build with nothing to do reads one pack.
  rebuild: { sources: ["src/cli/rebuild/rebuild.ts"], after: [] },
  check: {
    sources: ["src/cli/commands/check.ts", "src/query/compile.ts", "src/release/lock/parse.ts"],
    after: ["line"],
  },
};

interface Alone {
  readonly sources: readonly [string, ...string[]];
  /** Packs that have been read before it, so that what they hold is left out. */
  readonly after: readonly string[];
}

/** Chunks of a pack that are made one module. */
interface Part {
  readonly pack: string;
  readonly chunks: readonly string[];
}

export interface Packed {
  /** The texts of all files, by their name: packs, and chunks that are in none. */
  readonly files: Chunks;
  /** The chunks that each pack is read for, as they are imported. */
  readonly chunksOf: Readonly<Record<string, readonly string[]>>;
}

/** Puts the chunks of each pack together in one file. */
export async function pack(chunks: Chunks, metafile: Metafile): Promise<Packed> {
  const packOf = new Map<string, string>();
  const parts: Part[] = [];
  for (const [pack, sources] of Object.entries(shared)) {
    for (const chunk of reachedFrom(sources, metafile)) {
      if (packOf.has(chunk)) continue;
      packOf.set(chunk, pack);
      parts.push({ pack, chunks: [chunk] });
    }
  }
  for (const [pack, { sources, after }] of Object.entries(alone)) {
    const inside = reachedFrom(sources, metafile).filter((chunk) => !after.includes(packOf.get(chunk) ?? ""));
    parts.push({ pack, chunks: inside });
    for (const chunk of inside.slice(0, 1)) packOf.set(chunk, pack);
  }
  const files: Record<string, string> = {};
  const chunksOf: Record<string, readonly string[]> = {};
  for (const name of Object.keys({ ...shared, ...alone })) {
    chunksOf[name] = [...packOf].flatMap(([chunk, pack]) => (pack === name ? [`./${chunk}`] : []));
    const texts = parts.filter(({ pack }) => pack === name).map((part) => partText(part, chunks, metafile));
    files[`${name}.js`] = `({${(await Promise.all(texts)).join(",\n")}})\n`;
  }
  for (const chunk of Object.keys(chunks)) {
    if (packOf.has(chunk)) continue;
    files[chunk] = `module.exports={${await partText({ pack: chunk, chunks: [chunk] }, chunks, metafile)}}\n`;
  }
  return { files, chunksOf };
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
  return [...reached].map(fileName);
}

function fileName(path: string): string {
  return path.replace(/^.*\//, "");
}

// Under the name of its first chunk, a function that runs them all and puts into `chunks` what each of them exports.
async function partText({ chunks }: Part, texts: Chunks, { outputs }: Metafile): Promise<string> {
  const exportsOf = new Map(Object.entries(outputs).map(([path, { exports }]) => [fileName(path), exports]));
  const lines = chunks.flatMap((chunk, index) => {
    const names = exportsOf.get(chunk) ?? [];
    const imports = names.map((name, at) => `${name} as _${index}_${at}`);
    const getters = names.map((name, at) => `get ${name}() { return _${index}_${at}; }`);
    return [
      `import { ${imports.join()} } from "./${chunk}";`,
      `chunks["./${chunk}"] = () => ({ __esModule: true, ${getters.join()} });`,
    ];
  });
  const text = await commonJs("entry", chunks, { ...texts, entry: lines.join("\n") });
  return `${JSON.stringify(`./${chunks[0]}`)}(require,chunks){${text}}`;
}

async function commonJs(entry: string, inside: readonly string[], texts: Chunks): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`./${entry}`],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    legalComments: "none",
    write: false,
    logLevel: "warning",
    supported: { "dynamic-import": false },
    plugins: [only([entry, ...inside], texts)],
  });
  return outputFiles.map(({ text }) => text).join("");
}

/** Bundles these chunks and leaves all else to `require`. */
function only(names: readonly string[], texts: Chunks): Plugin {
  const inside = new Set(names.map((name) => `./${name}`));
  return {
    name: "only",
    setup(build) {
      build.onResolve({ filter: /^/ }, ({ path, kind }) =>
        kind !== "dynamic-import" && inside.has(path)
          ? { path: path.slice(2), namespace: "chunk" }
          : { path, external: true },
      );
      build.onLoad({ filter: /^/, namespace: "chunk" }, ({ path }) => ({ contents: texts[path] ?? "", loader: "js" }));
    },
  };
}
