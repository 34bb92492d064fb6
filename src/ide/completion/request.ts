import type { Span } from "../../base/span.ts";
import { expectedText } from "../../diagnostics/codes/expected-text.ts";
import { missingComma } from "../../diagnostics/codes/missing-comma.ts";
import { missingEquals } from "../../diagnostics/codes/missing-equals.ts";
import type { Snapshot } from "../../query/snapshot.ts";
import type { Module } from "../../semantics/symbols.ts";
import { type AnyNode, pathTo } from "../tree.ts";
import type { CompletionItem } from "./item.ts";

/** What completion is asked for, with a stand-in for the name that is being written. */
export interface CompletionRequest {
  /** The project as it is. */
  readonly snapshot: Snapshot;
  /** The project as it would be with the stand-in. */
  readonly probed: Snapshot;
  readonly module: Module;
  /** The text as it is. */
  readonly text: string;
  /** Of the cursor. */
  readonly offset: number;
  /** The word around the cursor, in the text as it is. */
  readonly word: Span;
  /** From the probed file to the stand-in. */
  readonly path: readonly AnyNode[];
  /** Where the stand-in begins. */
  readonly probe: number;
}

/** One way to find items; several may have some for one place. */
export type CompletionSource = (request: CompletionRequest) => readonly CompletionItem[];

/** What stands in for a name that is not written yet: none that anyone would write. */
export const standIn = "immu_completion_stand_in";

/**
 * Whether something else must be written before what stands at the place: a `=`, a comma, `then`, `in`. Between items and
 * members a line end is enough to begin another, whatever the one before lacks.
 */
export function isOutOfPlace({ probed, module, path, text, probe }: CompletionRequest): boolean {
  const source = probed.modules().value.sources.get(module.uri);
  const gap = path.at(-1)?.kind === "Reference" ? /^\s*$/ : /^[^\S\n]*$/;
  const { diagnostics } = source ? probed.parse(source) : { diagnostics: [] };
  return diagnostics.some(
    ({ code, span: { start, end } }) =>
      lacking.has(code) && start === end && end <= probe && gap.test(text.slice(end, probe)),
  );
}

const lacking: ReadonlySet<string> = new Set([expectedText.code, missingEquals.code, missingComma.code]);

const wordCharacter = /[\p{XID_Continue}-]/u;

/** Prepares a request; null where the source is not part of the project. */
export function requestAt(snapshot: Snapshot, uri: string, offset: number): CompletionRequest | null {
  const text = snapshot.modules().value.sources.get(uri)?.text;
  if (text === undefined) return null;
  const word = wordAround(text, uri, offset);
  const probed = snapshot.probe(uri, text.slice(0, word.start) + standIn + text.slice(word.end), word.start);
  const module = probed.modules().value.all.get(uri);
  if (!module) return null;
  const path = pathTo(module.file, word.start + 1);
  return { snapshot, probed, module, text, offset, word, path, probe: word.start };
}

function wordAround(text: string, uri: string, offset: number): Span {
  let start = offset;
  let end = offset;
  for (let width = before(text, start); width > 0; width = before(text, start)) start -= width;
  for (let width = after(text, end); width > 0; width = after(text, end)) end += width;
  // A number is no word: what follows it may be a unit.
  while (start < offset && /[0-9-]/.test(text.charAt(start))) start++;
  return { uri, start, end };
}

function before(text: string, offset: number): number {
  const low = text.charCodeAt(offset - 1);
  const width = low >= 0xdc00 && low <= 0xdfff ? 2 : 1;
  return offset >= width && wordCharacter.test(text.slice(offset - width, offset)) ? width : 0;
}

function after(text: string, offset: number): number {
  const point = text.codePointAt(offset);
  if (point === undefined || !wordCharacter.test(String.fromCodePoint(point))) return 0;
  return point > 0xffff ? 2 : 1;
}
