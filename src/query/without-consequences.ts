import type { Source } from "../base/source.ts";
import type { Span } from "../base/span.ts";
import { chainedComparison } from "../diagnostics/codes/chained-comparison.ts";
import { colonForEquals } from "../diagnostics/codes/colon-for-equals.ts";
import { constantString } from "../diagnostics/codes/constant-string.ts";
import { equalForColon } from "../diagnostics/codes/equal-for-colon.ts";
import { equalForComparison } from "../diagnostics/codes/equal-for-comparison.ts";
import { foreignComment } from "../diagnostics/codes/foreign-comment.ts";
import { foreignOperator } from "../diagnostics/codes/foreign-operator.ts";
import { importForm } from "../diagnostics/codes/import-form.ts";
import { invalidEscape } from "../diagnostics/codes/invalid-escape.ts";
import { itemInside } from "../diagnostics/codes/item-inside.ts";
import { joinedGreaterEqual } from "../diagnostics/codes/joined-greater-equal.ts";
import { malformedName } from "../diagnostics/codes/malformed-name.ts";
import { malformedNumber } from "../diagnostics/codes/malformed-number.ts";
import { missingAttribute } from "../diagnostics/codes/missing-attribute.ts";
import { missingClosing } from "../diagnostics/codes/missing-closing.ts";
import { missingName } from "../diagnostics/codes/missing-name.ts";
import { quotedName } from "../diagnostics/codes/quoted-name.ts";
import { reservedWord } from "../diagnostics/codes/reserved-word.ts";
import { separatedUnit } from "../diagnostics/codes/separated-unit.ts";
import { singleQuotedString } from "../diagnostics/codes/single-quoted-string.ts";
import { strayClosing } from "../diagnostics/codes/stray-closing.ts";
import { straySeparator } from "../diagnostics/codes/stray-separator.ts";
import { unknownDeclaration } from "../diagnostics/codes/unknown-declaration.ts";
import { unknownExport } from "../diagnostics/codes/unknown-export.ts";
import { unknownKind } from "../diagnostics/codes/unknown-kind.ts";
import { unknownName } from "../diagnostics/codes/unknown-name.ts";
import { unparenthesized } from "../diagnostics/codes/unparenthesized.ts";
import { unusedImport } from "../diagnostics/codes/unused-import.ts";
import type { Diagnostic, Fix } from "../diagnostics/diagnostic.ts";
import type { Declaration, SourceFile } from "../syntax/ast.ts";

/**
 * Leaves out what follows from text that could not be read: the parser carries on behind it, and what it and the stages
 * after it find there is a guess about a guess.
 *
 * - What stands on the lines of such text is told once, by its first finding. Slips of which the parser knows what was
 *   meant (`'a'`, `&&`, `:` for `=`) spoil nothing.
 * - A name that stands in such text may be declared there, and an attribute given.
 * - What was declared with the name of a kind that there is not is looked for in vain.
 * - What the project means as a whole (its rollouts, images) is judged when all of it can be read, and held against
 *   policies and tests when all names and types are right.
 * - A name that is looked for in vain in several places is told once, with the others beside it.
 */
export function withoutConsequences(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, Source>,
  files: ReadonlyMap<string, { readonly file: SourceFile }>,
): readonly Diagnostic[] {
  if (!diagnostics.some(({ level }) => level === "error")) return diagnostics;
  const unknownKinds = diagnostics.filter(({ code }) => code === unknownKind.code);
  // Where there is no such kind, that it has no name is the least of it.
  const isNamelessKind = ({ code, span }: Diagnostic): boolean =>
    code === missingName.code &&
    unknownKinds.some((kind) => kind.span.uri === span.uri && kind.span.end === span.start);
  const syntax = diagnostics.filter((diagnostic) => isSyntax(diagnostic) && !isNamelessKind(diagnostic));
  const kept: Diagnostic[] = [];
  const damaged = new Map<string, readonly Region[]>();
  for (const [uri, found] of groupByFile(syntax)) {
    const { findings, regions } = withoutFollowers(found, sources.get(uri)?.text ?? "");
    kept.push(...findings);
    damaged.set(uri, regions);
  }
  const context: Context = {
    damaged,
    isBroken: [...damaged.values()].some((regions) => regions.length > 0),
    isUnsound: diagnostics.some(({ code, level }) => level === "error" && /^IMMU[123]/.test(code)),
    slips: kept.filter(({ code }) => slips.has(code)),
    misnamed: declarationsOfUnknownKinds(diagnostics, files),
    words: new Set([
      ...[...damaged].flatMap(([uri, regions]) => wordsOf(sources.get(uri)?.text ?? "", regions)),
      ...diagnostics.flatMap(({ code, fixes }) => (code === unknownExport.code ? editsOf(fixes) : [])),
    ]),
    // A declaration without a name may be any that is looked for, and an import without names bring any.
    isNameless: kept.some(({ code }) => code === missingName.code || code === importForm.code),
    textOf: ({ uri, start, end }) => sources.get(uri)?.text.slice(start, end) ?? "",
  };
  const spoken = kept.filter((diagnostic) => !isLabelOfUnknownKind(diagnostic, context));
  kept.splice(0, kept.length, ...spoken);
  for (const diagnostic of diagnostics) {
    if (!isSyntax(diagnostic) && !isConsequence(diagnostic, context)) kept.push(diagnostic);
  }
  return toldOnce(kept);
}

interface Context {
  /** What could not be read, by file. */
  readonly damaged: ReadonlyMap<string, readonly Region[]>;
  readonly isBroken: boolean;
  readonly isUnsound: boolean;
  /** Findings of which the parser knows what was meant. */
  readonly slips: readonly Diagnostic[];
  readonly misnamed: readonly Declaration[];
  /** What may be declared, were the text right. */
  readonly words: ReadonlySet<string>;
  readonly isNameless: boolean;
  readonly textOf: (span: Span) => string;
}

/** A stretch of a text that could not be read, in whole lines. */
interface Region {
  readonly start: number;
  readonly end: number;
}

const slips: ReadonlySet<string> = new Set(
  [
    chainedComparison,
    colonForEquals,
    constantString,
    equalForColon,
    equalForComparison,
    foreignComment,
    foreignOperator,
    importForm,
    invalidEscape,
    itemInside,
    joinedGreaterEqual,
    malformedName,
    malformedNumber,
    quotedName,
    reservedWord,
    separatedUnit,
    singleQuotedString,
    straySeparator,
    unparenthesized,
  ].map(({ code }) => code),
);

function isSyntax({ code, level }: Diagnostic): boolean {
  return code.startsWith("IMMU1") && level === "error";
}

function groupByFile(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const group = groups.get(diagnostic.span.uri);
    if (group) group.push(diagnostic);
    else groups.set(diagnostic.span.uri, [diagnostic]);
  }
  return groups;
}

function withoutFollowers(
  found: readonly Diagnostic[],
  text: string,
): { readonly findings: readonly Diagnostic[]; readonly regions: readonly Region[] } {
  const sorted = found.toSorted((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
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
    if (!slips.has(diagnostic.code)) regions.push(regionOf(diagnostic, text));
  }
  return { findings, regions };
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

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

function holds({ start, end }: Region, offset: number): boolean {
  return start <= offset && offset <= end;
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

function wordsOf(text: string, regions: readonly Region[]): readonly string[] {
  return regions.flatMap(({ start, end }) => text.slice(start, end).match(/[\p{XID_Continue}-]+/gu) ?? []);
}

function isConsequence(diagnostic: Diagnostic, context: Context): boolean {
  const { code, span } = diagnostic;
  if (/^IMMU5/.test(code)) return context.isUnsound;
  if (/^IMMU[678]/.test(code) && context.isBroken) return true;
  const regions = context.damaged.get(span.uri) ?? [];
  if (regions.some((region) => holds(region, span.start))) return true;
  if (context.slips.some((slip) => isInside(span, slip.span))) return true;
  if (code === missingAttribute.code && context.isBroken) return true;
  if (code === unusedImport.code && regions.length > 0) return true;
  return followsFromName(diagnostic, context);
}

function followsFromName({ code, span }: Diagnostic, context: Context): boolean {
  if (code === unknownKind.code) return false;
  if (context.misnamed.some((declaration) => isInside(span, declaration.span))) return true;
  const names = context.textOf(span).split(".");
  const last = names.at(-1) ?? "";
  if (
    /^IMMU[23]/.test(code) &&
    context.misnamed.some(({ name, kindName }) => [name.text, kindName.text].includes(last))
  )
    return true;
  return isUnknown(code) && (context.isNameless || names.some((name) => context.words.has(name)));
}

// Quotes around the labels of `resource "aws_instance" "web"` are the least of it.
function isLabelOfUnknownKind({ code, span }: Diagnostic, { misnamed }: Context): boolean {
  return (
    code === quotedName.code && misnamed.some((each) => isInside(span, { ...each.span, end: each.body.span.start }))
  );
}

function isUnknown(code: string): boolean {
  return code === unknownName.code || code === unknownDeclaration.code || code === unknownExport.code;
}

/** What was declared with the name of a kind that there is not: misspelt, or with kind and name the wrong way round. */
function declarationsOfUnknownKinds(
  diagnostics: readonly Diagnostic[],
  files: ReadonlyMap<string, { readonly file: SourceFile }>,
): readonly Declaration[] {
  return diagnostics.flatMap(({ code, span }) => {
    if (code !== unknownKind.code) return [];
    const items = files.get(span.uri)?.file.items ?? [];
    return items.flatMap((item) => (item.kind === "Declaration" && isInside(item.kindName.span, span) ? [item] : []));
  });
}

function editsOf(fixes: readonly Fix[]): readonly string[] {
  return fixes.flatMap(({ edits }) => edits.map(({ text }) => text));
}

function isInside(inner: Span, outer: Span): boolean {
  return inner.uri === outer.uri && outer.start <= inner.start && inner.end <= outer.end;
}

function toldOnce(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = new Map<string, Diagnostic>();
  return diagnostics
    .flatMap((diagnostic, index) => {
      const key = isUnknown(diagnostic.code) ? `${diagnostic.code} ${diagnostic.message}` : String(index);
      const first = told.get(key);
      told.set(key, first === undefined ? diagnostic : joined(first, diagnostic));
      return first === undefined ? [key] : [];
    })
    .flatMap((key) => told.get(key) ?? []);
}

function joined(first: Diagnostic, other: Diagnostic): Diagnostic {
  return {
    ...first,
    related: [...first.related, { span: other.span, message: "and here" }],
    fixes: first.fixes.map((fix) => {
      const same = other.fixes.find(({ title }) => title === fix.title);
      return same === undefined ? fix : { title: fix.title, edits: [...fix.edits, ...same.edits] };
    }),
  };
}
