import { byText } from "../../base/order.ts";
import { lookup } from "../../base/record.ts";

/** A file of the project that a build read, and that is not what it was. */
export interface ChangedInput {
  readonly path: string;
  readonly kind: "added" | "changed" | "removed";
}

/** The inputs in which two builds differ, sorted. `before`: digests by path. */
export function changedInputs(
  before: Readonly<Record<string, string>>,
  after: readonly { readonly path: string; readonly sha256: string }[],
): readonly ChangedInput[] {
  const now = new Map(after.map(({ path, sha256 }) => [path, sha256]));
  const gone = Object.keys(before).filter((path) => !now.has(path));
  const changes: ChangedInput[] = gone.map((path) => ({ path, kind: "removed" }));
  for (const [path, digest] of now) {
    const was = lookup(before, path);
    if (was !== digest) changes.push({ path, kind: was === undefined ? "added" : "changed" });
  }
  return changes.sort(byText(({ path }) => path));
}
