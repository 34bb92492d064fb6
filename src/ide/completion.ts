import { compareCodePoints } from "../base/order.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { memberAccessItems } from "./completion/after-dot.ts";
import type { CompletionItem } from "./completion/item.ts";
import { clauseItems } from "./completion/keywords.ts";
import { memberItems } from "./completion/members.ts";
import { type CompletionSource, isOutOfPlace, requestAt } from "./completion/request.ts";
import { importedNameItems, textItems } from "./completion/texts.ts";
import { itemItems } from "./completion/top.ts";
import { targetItems, valueItems } from "./completion/values.ts";
import { argumentItems, keyItems, subjectItems, typeItems, unitItems } from "./completion/words.ts";

/** What is asked for where something must be written first is what may be written there. */
const fillers: readonly CompletionSource[] = [clauseItems, targetItems];

const sources: readonly CompletionSource[] = [
  memberItems,
  memberAccessItems,
  valueItems,
  targetItems,
  argumentItems,
  keyItems,
  unitItems,
  typeItems,
  subjectItems,
  textItems,
  importedNameItems,
  itemItems,
];

/** What could be written at an offset, the likeliest first. Works in broken text; nothing inside comments. */
export function completionsAt(snapshot: Snapshot, uri: string, offset: number): readonly CompletionItem[] {
  const module = snapshot.modules().value.all.get(uri);
  if (!module || module.std) return [];
  if (module.file.comments.some(({ start, end }) => start < offset && offset <= end)) return [];
  const request = requestAt(snapshot, uri, offset);
  if (!request) return [];
  const items = new Map<string, CompletionItem>();
  for (const source of isOutOfPlace(request) ? fillers : sources) {
    for (const item of source(request)) {
      const key = `${item.label} ${item.edits[0]?.text ?? ""}`;
      const known = items.get(key);
      if (!known || item.rank < known.rank) items.set(key, item);
    }
  }
  return [...items.values()].sort(
    (left, right) => left.rank - right.rank || compareCodePoints(left.label, right.label),
  );
}
