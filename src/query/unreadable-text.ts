import { groupBy } from "../base/group-by.ts";
import { holds } from "../base/span.ts";
import { bidiControl } from "../diagnostics/codes/bidi-control.ts";
import { chainedComparison } from "../diagnostics/codes/chained-comparison.ts";
import { colonForEquals } from "../diagnostics/codes/colon-for-equals.ts";
import { comprehensionOrder } from "../diagnostics/codes/comprehension-order.ts";
import { constantString } from "../diagnostics/codes/constant-string.ts";
import { controlCharacter } from "../diagnostics/codes/control-character.ts";
import { equalForColon } from "../diagnostics/codes/equal-for-colon.ts";
import { equalForComparison } from "../diagnostics/codes/equal-for-comparison.ts";
import { foreignComment } from "../diagnostics/codes/foreign-comment.ts";
import { foreignOperator } from "../diagnostics/codes/foreign-operator.ts";
import { foreignType } from "../diagnostics/codes/foreign-type.ts";
import { heredoc } from "../diagnostics/codes/heredoc.ts";
import { importForm } from "../diagnostics/codes/import-form.ts";
import { innerQuote } from "../diagnostics/codes/inner-quote.ts";
import { invalidEscape } from "../diagnostics/codes/invalid-escape.ts";
import { joinedGreaterEqual } from "../diagnostics/codes/joined-greater-equal.ts";
import { loneSurrogate } from "../diagnostics/codes/lone-surrogate.ts";
import { malformedName } from "../diagnostics/codes/malformed-name.ts";
import { malformedNumber } from "../diagnostics/codes/malformed-number.ts";
import { mapKey } from "../diagnostics/codes/map-key.ts";
import { mergeConflict } from "../diagnostics/codes/merge-conflict.ts";
import { missingClosing } from "../diagnostics/codes/missing-closing.ts";
import { notNormalized } from "../diagnostics/codes/not-normalized.ts";
import { quotedName } from "../diagnostics/codes/quoted-name.ts";
import { reservedWord } from "../diagnostics/codes/reserved-word.ts";
import { separatedUnit } from "../diagnostics/codes/separated-unit.ts";
import { singleQuotedString } from "../diagnostics/codes/single-quoted-string.ts";
import { strayClosing } from "../diagnostics/codes/stray-closing.ts";
import { straySeparator } from "../diagnostics/codes/stray-separator.ts";
import { textPrefix } from "../diagnostics/codes/text-prefix.ts";
import { typedLet } from "../diagnostics/codes/typed-let.ts";
import { unparenthesized } from "../diagnostics/codes/unparenthesized.ts";
import { unterminatedString } from "../diagnostics/codes/unterminated-string.ts";
import { unusualSpace } from "../diagnostics/codes/unusual-space.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { startsItem } from "../syntax/item-beginnings.ts";

/** A stretch of a text that could not be read, in whole lines. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

const slips: ReadonlySet<string> = new Set(
  [
    chainedComparison,
    colonForEquals,
    comprehensionOrder,
    constantString,
    equalForColon,
    equalForComparison,
    bidiControl,
    controlCharacter,
    foreignComment,
    foreignOperator,
    foreignType,
    heredoc,
    importForm,
    innerQuote,
    invalidEscape,
    joinedGreaterEqual,
    malformedName,
    mapKey,
    mergeConflict,
    malformedNumber,
    loneSurrogate,
    notNormalized,
    quotedName,
    reservedWord,
    separatedUnit,
    singleQuotedString,
    straySeparator,
    textPrefix,
    typedLet,
    unparenthesized,
    unusualSpace,
  ].map(({ code }) => code),
);

/** Whether a finding is about the text itself: something that is not written as the language is. */
export function isSyntax({ code, level }: Diagnostic): boolean {
  return code.startsWith("IMMU1") && level === "error";
}

/** Findings by the file that they are in. */
export function groupByFile(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  return groupBy(diagnostics, ({ span }) => span.uri);
}

/** Findings about one text without those that follow from another, and what of the text could not be read. */
export function withoutFollowers(
  found: readonly Diagnostic[],
  text: string,
): { readonly findings: readonly Diagnostic[]; readonly regions: readonly Region[] } {
  const inOrder = found.toSorted((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
  const openTexts = inOrder.flatMap((each) => openText(each, text));
  // With a quote too few or too many on a line, what is text there and what is none has changed places.
  const oddLines = inOrder.filter((each) => each.code === unterminatedString.code).map((each) => regionOf(each, text));
  const sorted = inOrder.filter(
    ({ code, span }) =>
      !openTexts.some(({ start, end }) => start < span.start && span.start <= end) &&
      (code === unterminatedString.code || !oddLines.some((line) => holds(line, span.start))),
  );
  // What an unclosed bracket holds is in doubt as a whole, also what comes before the place where it should be closed.
  const unclosed = sorted.filter(({ code }) => code === missingClosing.code).map((each) => regionOf(each, text));
  const findings: Diagnostic[] = [];
  const regions: Region[] = [];
  for (const diagnostic of sorted) {
    const { start } = diagnostic.span;
    const last = regions.at(-1);
    if (diagnostic.code === strayClosing.code) {
      const opener = openerLine(text, start);
      if (last && opener !== null && last.end >= opener) {
        regions[regions.length - 1] = { start: last.start, end: lineEnd(text, start) };
        continue;
      }
    }
    if (last && start <= last.end) continue;
    // Two about one place are two words for one thing.
    if (findings.at(-1)?.span.start === start) continue;
    if (diagnostic.code !== missingClosing.code && unclosed.some((region) => holds(region, start))) continue;
    findings.push(diagnostic);
    if (!isSlip(diagnostic)) regions.push(regionOf(diagnostic, text), ...openText(diagnostic, text));
  }
  return { findings, regions };
}

/** Whether the parser knows what was meant by a mistake: it spoils nothing around it. */
export function isSlip({ code }: Diagnostic): boolean {
  return slips.has(code);
}

function regionOf({ code, span, related }: Diagnostic, text: string): Region {
  const from =
    code === missingClosing.code ? Math.min(span.start, ...related.map((each) => each.span.start)) : span.start;
  const start = text.lastIndexOf("\n", from - 1) + 1;
  return { start, end: endBelow(text, start, lineEnd(text, Math.max(span.start, span.end - 1))) };
}

/** Where the lines end that are indented below a line, with the one that closes their brackets. */
function endBelow(text: string, start: number, end: number): number {
  const column = text.slice(start).search(/\S|$/);
  for (let at = end; at < text.length; ) {
    const next = lineEnd(text, at + 1);
    const line = text.slice(at + 1, next);
    const indent = line.search(/\S/);
    if (indent >= 0 && indent <= column) return indent === column && /^\s*[})\]]/.test(line) ? next : end;
    if (indent >= 0) end = next;
    at = next;
  }
  return end;
}

/** What stands behind a `"""` that nothing closes, up to the next item: all of it may be meant as text. */
function openText({ code, span: { start } }: Diagnostic, text: string): readonly Region[] {
  if (code !== unterminatedString.code || !text.startsWith('"""', start)) return [];
  let end = lineEnd(text, start);
  while (end < text.length && !startsItem(text, end + 1)) end = lineEnd(text, end + 1);
  return [{ start, end }];
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

/** Where the line starts that a closing bracket at the start of its own line would close, going by the layout. */
function openerLine(text: string, closing: number): number | null {
  const start = text.lastIndexOf("\n", closing - 1) + 1;
  if (text.slice(start, closing).trim() !== "") return start;
  const column = closing - start;
  for (let end = start - 1; end > 0; ) {
    const from = text.lastIndexOf("\n", end - 1) + 1;
    const line = text.slice(from, end);
    if (line.trim() !== "" && line.search(/\S/) <= column) return from;
    end = from - 1;
  }
  return null;
}

/** The names and numbers that stand in stretches of a text. */
export function wordsOf(text: string, regions: readonly Region[]): readonly string[] {
  return regions.flatMap(({ start, end }) => text.slice(start, end).match(/[\p{XID_Continue}-]+/gu) ?? []);
}
