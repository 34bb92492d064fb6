import { type CompletionItem, escapeSnippet } from "./item.ts";
import type { CompletionRequest } from "./request.ts";

/** An item for a value, with what most of them have in common. */
export function valueItem(
  { word }: CompletionRequest,
  fields: Pick<CompletionItem, "label" | "kind"> & Partial<CompletionItem>,
): CompletionItem {
  return {
    detail: "",
    doc: "",
    snippet: escapeSnippet(fields.label),
    replace: word,
    rank: 5,
    edits: [],
    again: false,
    ...fields,
  };
}
