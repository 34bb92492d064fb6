import type { TextEdit } from "../diagnostics/diagnostic.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { specifierFor } from "../semantics/importing.ts";
import { linksIn } from "./links.ts";

/** A file or folder that gets another root-relative path. */
export interface FileRename {
  readonly from: string;
  readonly to: string;
}

/**
 * The edits that keep imports and paths leading where they lead, for files that are about to be renamed. They are made in
 * the sources as they are called before.
 */
export function fileRenameEdits(snapshot: Snapshot, renames: readonly FileRename[]): readonly TextEdit[] {
  const moved = (path: string): string => {
    for (const { from, to } of renames) {
      if (path === from) return to;
      if (path.startsWith(`${from}/`)) return to + path.slice(from.length);
    }
    return path;
  };
  const edits: TextEdit[] = [];
  for (const module of snapshot.analyze().value.all.values()) {
    for (const { span, target } of module.std ? [] : linksIn(snapshot, module.uri)) {
      const before = target.kind === "module" ? target.uri : target.path;
      if (before.startsWith("std/")) continue;
      const [here, after] = [moved(module.uri), moved(before)];
      if (here === module.uri && after === before) continue;
      const text = target.kind === "module" ? specifierFor(here, after) : relativePath(here, after);
      const written = snapshot.analyze().value.sources.get(module.uri)?.text.slice(span.start, span.end);
      // A path that leads to the same place from the new place needs no other spelling.
      const leadsThere = written !== undefined && folderOf(module.uri) === folderOf(here) && before === after;
      if (text !== written && !leadsThere) edits.push({ span, text });
    }
  }
  return edits;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function relativePath(from: string, to: string): string {
  // As imports are, but for the ending that they leave out.
  return to.endsWith(".immu") ? `${specifierFor(from, to)}.immu` : specifierFor(from, to);
}
