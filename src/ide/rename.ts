import { holds, type Span, spanOf } from "../base/span.ts";
import type { TextEdit } from "../diagnostics/diagnostic.ts";
import type { Snapshot } from "../query/snapshot.ts";
import { literalText } from "../semantics/literal-text.ts";
import { symbolText } from "../semantics/symbols.ts";
import { required, unrefined } from "../semantics/types.ts";
import { nameProblem } from "../syntax/names.ts";
import { applyEdits, reportsMore } from "./edits.ts";
import { type Occurrence, occurrenceAt, occurrencesIn } from "./occurrences.ts";
import { type Target, targetKey, targetName, targetSpan } from "./target.ts";
import { pathTo } from "./tree.ts";

export type Renaming =
  | { readonly kind: "ok"; readonly edits: readonly TextEdit[] }
  /** `reason`: a sentence for the person who asked. */
  | { readonly kind: "refused"; readonly reason: string };

/** The name at an offset, where it can be renamed; else why not. Null where there is no name. */
export function renamableAt(
  snapshot: Snapshot,
  uri: string,
  offset: number,
): { readonly kind: "ok"; readonly span: Span; readonly text: string } | (Renaming & { kind: "refused" }) | null {
  const occurrence = occurrenceAt(snapshot, uri, offset);
  if (!occurrence) return refusedKey(snapshot, uri, offset);
  const reason = refusal(occurrence);
  return reason === null ? { kind: "ok", span: occurrence.span, text: occurrence.text } : { kind: "refused", reason };
}

/** Renames what the name at an offset stands for, everywhere; a name given by an import's `as`, in its file alone. */
export function renameAt(snapshot: Snapshot, uri: string, offset: number, name: string): Renaming | null {
  const occurrence = occurrenceAt(snapshot, uri, offset);
  if (!occurrence) return refusedKey(snapshot, uri, offset);
  const reason = refusal(occurrence) ?? nameProblem(name);
  if (reason !== null) return { kind: "refused", reason };
  const [target] = occurrence.targets;
  if (!target || name === occurrence.text) return { kind: "ok", edits: [] };
  const edits = occurrence.byAlias ? aliasEdits(snapshot, uri, occurrence, name) : nameEdits(snapshot, target, name);
  const conflict = findConflict(snapshot, edits, name) ?? changedMeaning(snapshot, edits, name);
  return conflict === null ? { kind: "ok", edits } : { kind: "refused", reason: conflict };
}

/** Whether the name at an offset is one that an import's `as` has given. */
export function isAliasAt(snapshot: Snapshot, uri: string, offset: number): boolean {
  const occurrence = occurrenceAt(snapshot, uri, offset);
  return occurrence?.byAlias === true;
}

function refusal({ targets, text, byAlias }: Occurrence): string | null {
  const [target] = targets;
  if (target === undefined) return `nothing is known of \`${text}\``;
  if (targetSpan(target).uri.startsWith("std/") && !byAlias) {
    return `\`${text}\` belongs to the standard library, which can't be changed`;
  }
  if (targets.length > 1) {
    const names = targets.map((each) => (each.kind === "symbol" ? `\`${symbolText(each.symbol)}\`` : text));
    return `\`${text}\` stands for ${names.join(" and ")} here: rename it where one of them is declared`;
  }
  if (target.kind === "base") return "`base` is a word of the language";
  if (target.kind === "label") {
    return `\`${text}\` is the label of a block, by which blocks of other declarations are merged with it; rename it by hand`;
  }
  return null;
}

// A key has no declaration: any map may have it, and any text be read as it.
function refusedKey(snapshot: Snapshot, uri: string, offset: number): (Renaming & { kind: "refused" }) | null {
  const key = keyAt(snapshot, uri, offset);
  if (key === null) return null;
  const reason = `\`${key}\` is a key of a map, which is told from others by its text alone: rename it by hand, where it is written and where it is read`;
  return { kind: "refused", reason };
}

function keyAt(snapshot: Snapshot, uri: string, offset: number): string | null {
  const analysis = snapshot.analyze().value;
  const module = analysis.all.get(uri);
  const path = module === undefined ? [] : pathTo(module.file, offset);
  const [around, node] = path.slice(-2);
  if (node?.kind === "StringLiteral") {
    const isKey =
      (around?.kind === "MapEntry" && around.key === node) || (around?.kind === "Index" && around.index === node);
    return isKey ? literalText(node) : null;
  }
  if (node?.kind !== "Member" || !holds(spanOf(node.name), offset)) return null;
  const type = analysis.typeOf(node.object);
  const object = type && unrefined(required(type));
  return object?.kind === "record" || object?.kind === "map" ? node.name.text : null;
}

function aliasEdits(snapshot: Snapshot, uri: string, { text, targets }: Occurrence, name: string): readonly TextEdit[] {
  const wanted = new Set(targets.map(targetKey));
  return occurrencesIn(snapshot, uri)
    .filter((each) => each.text === text && each.byAlias)
    .filter((each) => each.targets.some((target) => wanted.has(targetKey(target))))
    .map(({ span }) => ({ span, text: name }));
}

function nameEdits(snapshot: Snapshot, target: Target, name: string): readonly TextEdit[] {
  const key = targetKey(target);
  const before = targetName(target);
  const edits: TextEdit[] = [];
  for (const uri of snapshot.analyze().value.all.keys()) {
    const occurrences = occurrencesIn(snapshot, uri);
    for (const [index, { span, role, byAlias, targets }] of occurrences.entries()) {
      if (byAlias || !targets.some((each) => targetKey(each) === key)) continue;
      if (role !== "import" || targets.length === 1) {
        edits.push({ span, text: name });
        continue;
      }
      // The import brings in a namesake as well, which keeps its name: now there are two to import.
      const next = occurrences[index + 1];
      const alias = next?.role === "alias" ? next.text : null;
      edits.push({ span, text: alias === null ? `${name}, ${before}` : `${name} as ${alias}, ${before}` });
    }
  }
  return edits;
}

// A clash that can be named: another declaration has the name already, in a file that the renaming brings it to.
function findConflict(snapshot: Snapshot, edits: readonly TextEdit[], name: string): string | null {
  const { all, kinds } = snapshot.analyze().value;
  for (const uri of new Set(edits.map(({ span }) => span.uri))) {
    const module = all.get(uri);
    const [known] = [...(module?.declared.get(name) ?? []), ...(module?.imported.get(name) ?? [])];
    if (known && reportsMore(snapshot, applyEdits(snapshot, edits)))
      return `\`${symbolText(known)}\` has that name already, in ${uri}`;
  }
  return kinds.has(name) && reportsMore(snapshot, applyEdits(snapshot, edits)) ? `\`${name}\` is a kind` : null;
}

/**
 * The general law: renaming changes texts and no meaning. Every name must stand for the same declaration as before,
 * which is told by its place among all declarations of its source.
 */
function changedMeaning(snapshot: Snapshot, edits: readonly TextEdit[], name: string): string | null {
  const after = applyEdits(snapshot, edits);
  const uris = [...snapshot.analyze().value.all.keys()];
  const same = uris.every((uri) => meanings(snapshot, uri) === meanings(after, uri));
  if (same && !reportsMore(snapshot, after)) return null;
  return `\`${name}\` would stand for something else, or hide it, in one of the places that use it`;
}

function meanings(snapshot: Snapshot, uri: string): string {
  return occurrencesIn(snapshot, uri)
    .filter(({ role }) => role !== "import")
    .map(
      ({ targets, byAlias }) => (byAlias ? "as " : "") + targets.map((target) => ordinal(snapshot, target)).join("+"),
    )
    .join(" ");
}

function ordinal(snapshot: Snapshot, target: Target): string {
  const span = targetSpan(target);
  if (span.uri.startsWith("std/")) return targetKey(target);
  const declarations = occurrencesIn(snapshot, span.uri).filter(({ role }) => role === "declaration");
  return `${target.kind === "base" ? "base " : ""}${span.uri}#${declarations.findIndex((each) => each.span.start >= span.start)}`;
}
