import { groupBy } from "../base/group-by.ts";
import type { Source } from "../base/source.ts";
import { holds, type Span, spanOf } from "../base/span.ts";
import { baseUnpinned } from "../diagnostics/codes/base-unpinned.ts";
import { duplicateAttribute } from "../diagnostics/codes/duplicate-attribute.ts";
import { duplicateName } from "../diagnostics/codes/duplicate-name.ts";
import { imageWithoutRegion } from "../diagnostics/codes/image-without-region.ts";
import { importForm } from "../diagnostics/codes/import-form.ts";
import { invalidEscape } from "../diagnostics/codes/invalid-escape.ts";
import { missingAttribute } from "../diagnostics/codes/missing-attribute.ts";
import { missingClosing } from "../diagnostics/codes/missing-closing.ts";
import { missingName } from "../diagnostics/codes/missing-name.ts";
import { projectMissing } from "../diagnostics/codes/project-missing.ts";
import { quotedName } from "../diagnostics/codes/quoted-name.ts";
import { typeMismatch } from "../diagnostics/codes/type-mismatch.ts";
import { unknownAttribute } from "../diagnostics/codes/unknown-attribute.ts";
import { unknownDeclaration } from "../diagnostics/codes/unknown-declaration.ts";
import { unknownExport } from "../diagnostics/codes/unknown-export.ts";
import { unknownKind } from "../diagnostics/codes/unknown-kind.ts";
import { unknownName } from "../diagnostics/codes/unknown-name.ts";
import { unusedImport } from "../diagnostics/codes/unused-import.ts";
import { wrongShape } from "../diagnostics/codes/wrong-shape.ts";
import type { Diagnostic, Fix } from "../diagnostics/diagnostic.ts";
import type { Body, Declaration, SourceFile } from "../syntax/ast.ts";
import { groupByFile, isSlip, isSyntax, type Region, withoutFollowers, wordsOf } from "./unreadable-text.ts";

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
  const misnamed = declarationsOfUnknownKinds(diagnostics, files);
  const syntax = diagnostics.filter((diagnostic) => isSyntax(diagnostic) && !isNamelessKind(diagnostic));
  const kept: Diagnostic[] = [];
  const misreading = new Set<string>();
  const damaged = new Map<string, readonly Region[]>();
  for (const [uri, found] of groupByFile(syntax)) {
    const { findings, regions } = withoutFollowers(found, sources.get(uri)?.text ?? "");
    // `tset "x" { assert … }`: what stands in a body is read as its kind has it.
    const misread = findings.filter(({ span }) => misnamed.some(({ body }) => isInside(span, body)));
    kept.push(...findings.filter((finding) => !misread.includes(finding)));
    for (const { kindName, body } of misnamed)
      if (misread.some(({ span }) => isInside(span, body))) misreading.add(`${uri} ${kindName.start}`);
    damaged.set(uri, regions);
  }
  const context: Context = {
    damaged,
    isBroken: [...damaged.values()].some((regions) => regions.length > 0),
    unsound: new Set(
      diagnostics.flatMap(({ code, level, span }) => (level === "error" && /^IMMU[123]/.test(code) ? [span.uri] : [])),
    ),
    slips: kept.filter(isSlip),
    misnamed,
    unknownParts: diagnostics.flatMap(({ code, span }) => (code === unknownAttribute.code ? [span] : [])),
    words: new Set([
      ...[...damaged].flatMap(([uri, regions]) => wordsOf(sources.get(uri)?.text ?? "", regions)),
      // What stands behind a bracket that nothing closes may be declared inside of it, as it was read.
      ...kept.flatMap(({ code, span }) => {
        const text = sources.get(span.uri)?.text ?? "";
        return code === missingClosing.code ? wordsOf(text, [{ start: span.start, end: text.length }]) : [];
      }),
      ...diagnostics.flatMap(({ code, fixes }) => (code === unknownExport.code ? editsOf(fixes) : [])),
      // `locals { port = 80 }`
      ...misnamed.flatMap(({ body }) =>
        body.items.flatMap((each) => (each.kind === "Attribute" ? each.name.text : [])),
      ),
    ]),
    // A declaration without a name may be any that is looked for, and an import without names bring any.
    isNameless: kept.some(({ code }) => code === missingName.code || code === importForm.code),
    textOf: ({ uri, start, end }) => sources.get(uri)?.text.slice(start, end) ?? "",
  };
  const misshapen = [
    ...misshapenParts(diagnostics, files),
    // `size = { min = 2 }`: as no map is wanted, how one is written is the least of it.
    ...diagnostics.flatMap(({ code, span }) => (code === typeMismatch.code ? [span] : [])),
  ];
  const spoken = kept.filter(
    (diagnostic) =>
      !isLabelOfUnknown(diagnostic, context) &&
      !(isSlip(diagnostic) && misshapen.some((part) => isInside(diagnostic.span, part))),
  );
  kept.splice(0, kept.length, ...spoken);
  for (const diagnostic of diagnostics) {
    if (isSyntax(diagnostic)) continue;
    const isCause =
      diagnostic.code === unknownKind.code && misreading.has(`${diagnostic.span.uri} ${diagnostic.span.start}`);
    if (isCause || !isConsequence(diagnostic, context)) kept.push(diagnostic);
  }
  return toldOnce(kept);
}

interface Context {
  /** What could not be read, by file. */
  readonly damaged: ReadonlyMap<string, readonly Region[]>;
  /** Whether some of it could not be read. */
  readonly isBroken: boolean;
  /** Files with names or types that are wrong. */
  readonly unsound: ReadonlySet<string>;
  /** Findings of which the parser knows what was meant. */
  readonly slips: readonly Diagnostic[];
  readonly misnamed: readonly Declaration[];
  /** Names of attributes and blocks that there are not. */
  readonly unknownParts: readonly Span[];
  /** What may be declared, were the text right. */
  readonly words: ReadonlySet<string>;
  readonly isNameless: boolean;
  readonly textOf: (span: Span) => string;
}

function isConsequence(diagnostic: Diagnostic, context: Context): boolean {
  const { code, span } = diagnostic;
  if (/^IMMU5/.test(code)) return context.unsound.size > 0;
  if (/^IMMU[678]/.test(code) && context.isBroken) return true;
  if (isDamaged(span, context)) return true;
  if (context.slips.some((slip) => isInside(span, slip.span) || isTextAround(span, slip, context))) return true;
  if (code === missingAttribute.code && context.isBroken) return true;
  // The first of two may be no declaration at all.
  const isRepeat = code === duplicateName.code || code === duplicateAttribute.code;
  if (isRepeat && diagnostic.related.some((first) => isDamaged(first.span, context))) return true;
  // Which of the images is told of depends on what else is right.
  if (code === baseUnpinned.code && context.unsound.size > 0) return true;
  // What is misspelt may have been meant as what nothing uses.
  if (code === unusedImport.code && context.unsound.has(span.uri)) return true;
  if (code === projectMissing.code || code === imageWithoutRegion.code) return context.misnamed.length > 0;
  return followsFromName(diagnostic, context);
}

function isDamaged({ uri, start }: Span, { damaged }: Context): boolean {
  return damaged.get(uri)?.some((region) => holds(region, start)) === true;
}

// What a text comes to is in doubt where it has an escape that there is not.
function isTextAround(span: Span, slip: Diagnostic, { textOf }: Context): boolean {
  return slip.code === invalidEscape.code && isInside(slip.span, span) && textOf(span).startsWith('"');
}

function followsFromName({ code, span }: Diagnostic, context: Context): boolean {
  if (code === unknownKind.code) return false;
  if (context.misnamed.some((declaration) => isInside(span, declaration))) return true;
  const names = context.textOf(span).split(".");
  const last = names.at(-1) ?? "";
  if (
    /^IMMU[23]/.test(code) &&
    context.misnamed.some(({ name, kindName }) => [name.text, kindName.text].includes(last))
  )
    return true;
  return isUnknown(code) && (context.isNameless || names.some((name) => context.words.has(name)));
}

// Quotes around the labels of `resource "aws_instance" "web"` and of `provisioner "shell"` are the least of it.
function isLabelOfUnknown({ code, span }: Diagnostic, { misnamed, unknownParts, textOf }: Context): boolean {
  if (code !== quotedName.code) return false;
  return (
    misnamed.some((each) => isInside(span, { ...spanOf(each), end: each.body.start })) ||
    unknownParts.some(
      (part) => part.uri === span.uri && /^ +$/.test(textOf({ ...span, start: part.end, end: span.start })),
    )
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
  const found = groupByFile(diagnostics.filter(({ code }) => code === unknownKind.code));
  return [...found].flatMap(([uri, unknown]) => {
    const starts = new Set(unknown.map(({ span }) => span.start));
    const items = files.get(uri)?.file.items ?? [];
    return items.flatMap((item) => (item.kind === "Declaration" && starts.has(item.kindName.start) ? [item] : []));
  });
}

/**
 * Bodies of what is an attribute, and values of what is a block: `tags { team: "web" }` lacks its `=`, `http = { port = 80 }`
 * has one too many, and both are right but for that.
 */
function misshapenParts(
  diagnostics: readonly Diagnostic[],
  files: ReadonlyMap<string, { readonly file: SourceFile }>,
): readonly Span[] {
  const names = diagnostics.filter(({ code }) => code === wrongShape.code).map(({ span }) => span);
  const inBody = ({ items }: Body): readonly Span[] =>
    items.flatMap((item) => {
      const part = item.kind === "Attribute" ? item.value : item.body;
      const nameEnd = item.kind === "Override" ? part.start : item.name.end;
      const isNamed = item.kind !== "Override" && names.some((span) => isInside(item.name, span));
      return [
        ...(isNamed ? [{ ...spanOf(part), start: nameEnd }] : []),
        ...(item.kind === "Attribute" ? [] : inBody(item.body)),
      ];
    });
  return [...new Set(names.map(({ uri }) => uri))].flatMap((uri) =>
    (files.get(uri)?.file.items ?? []).flatMap((item) => (item.kind === "Declaration" ? inBody(item.body) : [])),
  );
}

function editsOf(fixes: readonly Fix[]): readonly string[] {
  return fixes.flatMap(({ edits }) => edits.map(({ text }) => text));
}

function isInside(inner: Span, outer: Span): boolean {
  return inner.uri === outer.uri && outer.start <= inner.start && inner.end <= outer.end;
}

function toldOnce(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const alike = groupBy(diagnostics, (each) => (isUnknown(each.code) ? `${each.code} ${each.message}` : each));
  return [...alike.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [joined(first, others)]));
}

function joined(first: Diagnostic, others: readonly Diagnostic[]): Diagnostic {
  if (others.length === 0) return first;
  return {
    ...first,
    related: [...first.related, ...others.map(({ span }) => ({ span, message: "and here" }))],
    fixes: first.fixes.map(({ title, edits }) => {
      const same = others.flatMap(({ fixes }) => fixes.find((fix) => fix.title === title)?.edits ?? []);
      return { title, edits: [...edits, ...same] };
    }),
    ...(others.some(({ lastTold }) => lastTold) ? { lastTold: true } : {}),
  };
}
