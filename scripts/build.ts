import { mkdirSync, writeFileSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { build, type Metafile, type Plugin, transform } from "esbuild";

/**
 * Bundles the compiler into `dist/`: `immuc.cjs` and the chunks that it loads on demand.
 *
 * esbuild splits ES modules only, while Node starts CommonJS faster; so the split output is turned into CommonJS file
 * by file. Every dynamic `import()` in the sources thereby becomes a chunk that is read when it is first wanted.
 */
const root = resolve(import.meta.dirname, "..");
const target = "node20";

export async function buildInto(folder: string, plugins: readonly Plugin[] = []): Promise<void> {
  const result = await build({
    plugins: [...plugins],
    absWorkingDir: root,
    entryPoints: [{ in: "src/cli/main.ts", out: "immuc" }],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target,
    minify: true,
    legalComments: "none",
    chunkNames: "chunks/[name]-[hash]",
    outExtension: { ".js": ".cjs" },
    metafile: true,
    write: false,
    logLevel: "warning",
  });
  await rm(folder, { recursive: true, force: true });
  for (const file of result.outputFiles) {
    const { code } = await transform(file.text, {
      format: "cjs",
      platform: "node",
      target,
      minify: true,
      legalComments: "none",
      supported: { "dynamic-import": false },
    });
    mkdirSync(dirname(file.path), { recursive: true });
    const executable = relative(folder, file.path) === "immuc.cjs";
    writeFileSync(file.path, code, { mode: executable ? 0o755 : 0o644 });
  }
  writeFileSync(join(folder, "LICENSES.txt"), await licenceNotices(result.metafile));
}

/** The licence of every package that a bundle contains, as each of them asks for. */
async function licenceNotices(metafile: Metafile): Promise<string> {
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

if (process.argv[1] === import.meta.filename) await buildInto(join(root, "dist"));
