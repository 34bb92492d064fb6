import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";
import { compareCodePoints } from "../base/order.ts";

/** How many sources are looked for, and how many folders deep: a project is not a whole disk. */
const mostSources = 5000;
const deepest = 12;

/**
 * Paths of the `.immu` sources below a folder, relative to it and sorted. Folders that begin with `.`, installed packages
 * and projects of their own, which have an `entry` too, are left out; so is what can't be read.
 */
export function listSources(root: string, entry: string): readonly string[] {
  const found: string[] = [];
  const visit = (inside: string, depth: number): void => {
    const entries = read(join(root, inside));
    if (depth > 0 && entries.some(({ name }) => name === entry)) return;
    for (const each of entries) {
      if (found.length >= mostSources) return;
      const path = inside === "" ? each.name : `${inside}/${each.name}`;
      if (each.isFile() && each.name.endsWith(".immu")) found.push(path);
      const isHidden = each.name.startsWith(".") || each.name === "node_modules";
      if (each.isDirectory() && !isHidden && depth < deepest) visit(path, depth + 1);
    }
  };
  visit("", 0);
  return found.sort(compareCodePoints);
}

function read(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
