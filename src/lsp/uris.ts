import { isAbsolute, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The scheme of the standard library's sources: read-only documents that the server has the text of. */
export const standardScheme = "immu-std";

/** The absolute path of a `file:` document; null for any other. */
export function pathOfUri(uri: string): string | null {
  if (!uri.startsWith("file:")) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}

/** The `file:` document of an absolute path: what `pathOfUri` takes apart. */
export function uriOfPath(path: string): string {
  return pathToFileURL(path).href;
}

/** `immu-std:/std/rollouts.immu` */
export function standardUri(module: string): string {
  return `${standardScheme}:/${module}.immu`;
}

/** The scheme of the pages that explain findings. */
export const explanationScheme = "immu-explain";

/** `immu-explain:/IMMU3002.md` */
export function explanationUri(code: string): string {
  return `${explanationScheme}:/${code}.md`;
}

/** The code that a page explains; null where it is no such page. */
export function explainedCode(uri: string): string | null {
  return new RegExp(`^${explanationScheme}:/+(IMMU\\d+)\\.md$`).exec(uri)?.[1] ?? null;
}

/** The module of the standard library that a document is; null where it is none. */
export function standardModule(uri: string): string | null {
  const match = new RegExp(`^${standardScheme}:/+(std/[a-z0-9_-]+)\\.immu$`).exec(uri);
  return match?.[1] ?? null;
}

/** The root-relative path of a file, with forward slashes; null where it lies outside. */
export function pathInside(root: string, path: string): string | null {
  const inside = relative(root, path);
  if (inside === "" || inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return null;
  return inside.split(sep).join("/");
}

/**
 * The path on this machine of a root-relative one with forward slashes: what `pathInside` takes apart. It checks
 * nothing, so only paths that are known to stay inside the root may be given.
 */
export function joinRoot(root: string, path: string): string {
  return join(root, ...path.split("/"));
}
