import type { Span } from "../base/span.ts";
import type { Snapshot } from "../query/snapshot.ts";
import type { Action, ActionSource } from "./actions/action.ts";
import { extractActions } from "./actions/extract.ts";
import { fixActions, fixAllActions } from "./actions/fixes.ts";
import { importActions, organizeImportActions, unusedImportActions } from "./actions/imports.ts";
import { missingFieldActions } from "./actions/missing-fields.ts";

const sources: readonly ActionSource[] = [
  fixActions,
  importActions,
  missingFieldActions,
  unusedImportActions,
  fixAllActions,
  organizeImportActions,
  extractActions,
];

/** The changes that can be offered for a range of a source. */
export function actionsAt(snapshot: Snapshot, uri: string, range: Omit<Span, "uri">): readonly Action[] {
  const module = snapshot.analyze().value.all.get(uri);
  const text = snapshot.analyze().value.sources.get(uri)?.text;
  if (!module || module.std || text === undefined) return [];
  const diagnostics = snapshot.diagnostics().filter(({ span }) => span.uri === uri);
  const here = diagnostics.filter(({ span }) => span.start <= range.end && range.start <= span.end);
  const request = { snapshot, uri, file: module.file, text, range: { ...range, uri }, diagnostics, here };
  return sources.flatMap((source) => source(request));
}
