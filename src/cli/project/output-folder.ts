import { existsSync } from "node:fs";
import { join, parse, relative, resolve } from "node:path";
import { manifestPath } from "../../emit/output/manifest.ts";
import { UsageError } from "../usage-error.ts";

/**
 * The absolute folder to write to: `dist` in the project, where none is named. Refuses one that the project lies in, as
 * output would be strewn between sources and what else is there; one that a build made before is taken.
 */
export function outputFolder(currentFolder: string, out: string | undefined, root: string): string {
  const folder = resolve(currentFolder, out ?? join(root, "dist"));
  const inside = relative(folder, root);
  const isAround = inside === "" || !(inside === ".." || inside.startsWith("../") || inside.startsWith("..\\"));
  if (!isAround || existsSync(join(folder, manifestPath))) return folder;
  const what =
    folder === parse(folder).root
      ? "is the root of the file system"
      : inside === ""
        ? "is the project itself"
        : "holds the project";
  throw new UsageError(`--out ${out} ${what}, so nothing was written\n  Name a folder of its own, such as --out dist.`);
}
