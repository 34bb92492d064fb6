import { plural } from "../../base/wording.ts";
import type { Diagnostic, Level } from "../diagnostic.ts";

export type Counts = Readonly<Record<Level, number>>;

/** How many findings there are of each level. */
export function countLevels(diagnostics: readonly Diagnostic[]): Counts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { level } of diagnostics) counts[level]++;
  return counts;
}

/** "2 errors, 1 warning"; empty where there is nothing to count. */
export function countsText(counts: Counts): string {
  const parts = [
    counts.error > 0 && plural(counts.error, "error"),
    counts.warning > 0 && plural(counts.warning, "warning"),
    counts.info > 0 && plural(counts.info, "note"),
  ];
  return parts.filter((part) => part !== false).join(", ");
}
