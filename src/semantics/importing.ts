import type * as ast from "../syntax/ast.ts";
import { literalText } from "./literal-text.ts";
import { joinPath } from "./load-modules.ts";

/** How one source names another in an import. */
export function specifierFor(from: string, to: string): string {
  if (to.startsWith("std/")) return to;
  const here = from.split("/").slice(0, -1);
  const there = to.replace(/\.immu$/, "").split("/");
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared++;
  const up = here.slice(shared).map(() => "..");
  const path = [...up, ...there.slice(shared)].join("/");
  return up.length > 0 ? path : `./${path}`;
}

/** A source with all that import it, directly or through others: what it can't import without a circle. */
export function importersOf(sources: ReadonlyMap<string, ast.SourceFile>, uri: string): ReadonlySet<string> {
  const importers = new Map<string, string[]>();
  for (const [path, { items }] of sources) {
    for (const item of items) {
      if (item.kind !== "Import" || item.from.kind !== "StringLiteral") continue;
      const target = joinPath(path, `${literalText(item.from) ?? ""}.immu`);
      if (target === null) continue;
      const known = importers.get(target);
      if (known) known.push(path);
      else importers.set(target, [path]);
    }
  }
  const found = new Set([uri]);
  for (const path of found) for (const each of importers.get(path) ?? []) found.add(each);
  return found;
}
