import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { build } from "esbuild";
import { buildInto, licenceNotices } from "./build.ts";

const root = resolve(import.meta.dirname, "..");

/** Packs the extension and the compiler into a `.vsix`, without a network; the same bytes each time where SOURCE_DATE_EPOCH is set. */
export async function packageInto(file: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "immu-vsix-"));
  try {
    const from = join(root, "editors/vscode");
    for (const name of [
      "package.json",
      "language-configuration.json",
      "snippets",
      "icon.png",
      "README.md",
      "LICENSE",
    ]) {
      cpSync(join(from, name), join(folder, name), { recursive: true });
    }
    cpSync(join(root, "grammar/immu.tmLanguage.json"), join(folder, "syntaxes/immu.tmLanguage.json"));
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: ["editors/vscode/src/extension.ts"],
      outfile: join(folder, "dist/extension.cjs"),
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      minify: true,
      metafile: true,
      legalComments: "inline",
      external: ["vscode"],
      logLevel: "warning",
    });
    writeFileSync(join(folder, "dist/LICENSES.txt"), await licenceNotices(metafile));
    await buildInto(join(folder, "server"));
    mkdirSync(dirname(file), { recursive: true });
    await createVSIX({ cwd: folder, packagePath: file, dependencies: false, allowMissingRepository: true });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === import.meta.filename) await packageInto(join(root, "dist-vscode/immu.vsix"));
