import { statSync } from "node:fs";
import { join } from "node:path";
import { manifestPath } from "../../emit/output/manifest.ts";
import { type Manifest, readManifest } from "../../emit/output/read-manifest.ts";
import { readTextIfThere } from "../../host/regular-file.ts";
import { UsageError } from "../usage-error.ts";

/** The manifest of an output folder, or a manifest that is named itself; null where there is none at that path. */
export function findManifest(
  path: string,
  shownAs: string,
): { readonly manifest: Manifest; readonly text: string } | null {
  const file = isFolder(path) ? join(path, manifestPath) : path;
  const text = readTextIfThere(file, shownAs);
  if (text === null) return null;
  const manifest = readManifest(text);
  if (manifest === null) throw new UsageError(`${shownAs} is not a manifest that this version of immuc can read`);
  return { manifest, text };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
