import type { OwnChange } from "./own-changes.ts";
import type { Reason } from "./plan-diff.ts";

/** The fields of a change that cause something; null where none of them does. What is new or gone has none, and does. */
export function reasonIn(
  change: OwnChange | undefined,
  causes: (field: string, path: string) => boolean,
): Reason | null {
  if (change === undefined) return null;
  const declaration = `${change.kind} ${change.name}`;
  if (change.status !== "changed") return { declaration, fields: [] };
  const fields = change.fields.map(({ path }) => path).filter((path) => causes(firstField(path), path));
  return fields.length === 0 ? null : { declaration, fields };
}

/** All that changed of each. */
export function reasonsOf(changes: readonly OwnChange[]): readonly Reason[] {
  return changes.flatMap((change) => reasonIn(change, () => true) ?? []);
}

function firstField(path: string): string {
  return path.split(/[. ]/)[0] ?? "";
}
