import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { keepCode } from "./bundle/code-cache.ts";
import { lazily } from "./bundle/lazily.ts";
import { parsedLibrary } from "./bundle/library-trees.ts";
import { pack } from "./bundle/packs.ts";
import { slimCdktf } from "./bundle/slim-cdktf.ts";

/**
 * Bundles the compiler into `dist/`: `immuc.cjs`, which answers `--version` by itself, and `chunks/` that it loads on
 * demand.
 *
 * esbuild splits ES modules only, while Node starts CommonJS faster; so the split output is turned into CommonJS file
 * by file. Every dynamic `import()` in the sources thereby becomes a chunk that is read when it is first wanted; those
 * that a check needs are put together (`bundle/packs.ts`).
 */
const root = resolve(import.meta.dirname, "..");
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  minify: true,
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "warning",
  supported: { "dynamic-import": false },
} as const;

export async function buildInto(folder: string, plugins: readonly Plugin[] = []): Promise<void> {
  const rest = await build({
    ...common,
    entryPoints: ["src/cli/run.ts", "src/cli/rebuild/rebuild.ts"],
    entryNames: "[name]",
    outdir: join(folder, "chunks"),
    splitting: true,
    format: "esm",
    supported: {},
    chunkNames: "[name]-[hash]",
    outExtension: { ".js": ".cjs" },
    plugins: [...plugins, lazily, slimCdktf, parsedLibrary],
  });
  const identity = digestOf(rest.outputFiles.map((file) => file.text));
  const chunks: Record<string, string> = {};
  for (const file of rest.outputFiles) {
    chunks[basename(file.path)] = file.text.replaceAll("unbundled:build-identity", identity);
  }
  const { files, chunksOf } = await pack(chunks, rest.metafile);
  const start = await build({
    ...common,
    entryPoints: ["src/cli/main.ts"],
    outfile: join(folder, "immuc.cjs"),
    format: "cjs",
    plugins: [throughLoader, lazily],
    define: { CHUNKS_OF_PACK: JSON.stringify(chunksOf), BUNDLE_IDENTITY: JSON.stringify(identity) },
  });
  await rm(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "chunks"), { recursive: true });
  for (const file of start.outputFiles) writeFileSync(file.path, file.text, { mode: 0o755 });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "chunks", name), text);
  writeFileSync(join(folder, "LICENSES.txt"), await licenceNotices(rest.metafile));
}

/** Has the first file read from packs what its source imports. */
const throughLoader: Plugin = {
  name: "through-loader",
  setup(build) {
    build.onResolve({ filter: /\/(run|rebuild)\.ts$/ }, () => ({ path: join(root, "scripts/bundle/load-packs.ts") }));
  },
};

function digestOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}\n${text}`);
  return hash.digest("hex");
}

/** The licence of every package that a bundle contains, as each of them asks for. */
export async function licenceNotices(metafile: Metafile): Promise<string> {
  const folders = new Set(Object.keys(metafile.inputs).flatMap(packageFolder));
  const notices = await Promise.all([...folders].sort().map(noticeOf));
  return notices.join(`\n${"-".repeat(80)}\n\n`);
}

function packageFolder(input: string): string[] {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match?.[1] === undefined ? [] : [match[1]];
}

async function noticeOf(folder: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));
  const names = (await readdir(join(root, folder))).filter((name) => /^(licen[cs]e|notice)/i.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(root, folder, name), "utf8")));
  const head = `${manifest.name} ${manifest.version} (${manifest.license ?? "see below"})`;
  return [head, ...texts.map((text) => text.trim())].join("\n\n").concat("\n");
}

if (process.argv[1] === import.meta.filename) {
  await buildInto(join(root, "dist"));
  await keepCode(join(root, "dist"), root);
}
