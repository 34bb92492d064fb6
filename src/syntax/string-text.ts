import type { Span } from "../base/span.ts";
import { invalidEscape } from "../diagnostics/codes/invalid-escape.ts";
import type { Report } from "../diagnostics/definition.ts";
import type { StringText } from "./ast.ts";
import type { StringShape } from "./scan-string.ts";

/** The text before, between and after the interpolations of a literal: always one more than it has interpolations. */
export interface StringTexts {
  readonly form: StringShape["form"];
  readonly texts: readonly (StringText | undefined)[];
}

/**
 * Decodes the text of a string literal. `text` is what the shape's offsets count in; `base` is where it lies in the
 * source. Empty text is left out.
 */
export function decodeString(
  text: string,
  start: number,
  shape: StringShape,
  base: number,
  uri: string,
  report: Report,
): StringTexts {
  const opening = shape.form === "multiline" ? 3 : shape.form === "raw" ? 2 : 1;
  const closing = shape.terminated ? (shape.form === "multiline" ? 3 : 1) : 0;
  const ranges = textRanges(start + opening, shape.end - closing, shape);
  const span = (from: number, to: number): Span => ({ uri, start: base + from, end: base + to });
  const indent = shape.form === "multiline" ? commonIndent(text, ranges) : 0;
  const texts = ranges.map(([from, to], index): StringText | undefined => {
    if (from === to) return undefined;
    const raw = text.slice(from, to);
    const lines = shape.form === "multiline" ? removeIndent(raw, indent, index === 0) : raw;
    const value = shape.form === "raw" || !lines.includes("\\") ? lines : decodeEscapes(lines);
    if (shape.form !== "raw") checkEscapes(raw, (at, end) => span(from + at, from + end), report);
    return value === "" ? undefined : { kind: "StringText", span: span(from, to), value };
  });
  return { form: shape.form, texts };
}

function textRanges(start: number, end: number, shape: StringShape): [number, number][] {
  const ranges: [number, number][] = [];
  let from = start;
  for (const hole of shape.holes) {
    ranges.push([from, hole.start - 2]);
    from = hole.end + 1;
  }
  ranges.push([Math.min(from, end), end]);
  return ranges;
}

// Lines of white space alone don't count, but for the last: the closing quotes may set the indent.
function commonIndent(text: string, ranges: readonly (readonly [number, number])[]): number {
  let common = Number.POSITIVE_INFINITY;
  ranges.forEach(([from, to], index) => {
    const lines = text.slice(from, to).split("\n");
    lines.forEach((line, lineIndex) => {
      if (lineIndex === 0) return;
      const indent = line.length - line.trimStart().length;
      const endsRange = lineIndex === lines.length - 1;
      if (endsRange || indent < line.length) common = Math.min(common, indent);
    });
    void index;
  });
  return common === Number.POSITIVE_INFINITY ? 0 : common;
}

function removeIndent(raw: string, indent: number, first: boolean): string {
  const lines = raw.replaceAll("\r\n", "\n").split("\n");
  const stripped = lines.map((line, index) => (index === 0 ? line : line.slice(indent)));
  // White space after the opening quotes goes with the newline that follows it.
  if (first && lines.length > 1 && lines[0]?.trim() === "") stripped.shift();
  return stripped
    .map((line, index) => (index < stripped.length - 1 && line.trim() === "" && index > 0 ? "" : line))
    .join("\n");
}

const escapePattern = /\\(?:u\{([0-9A-Fa-f]{1,6})\}|([\s\S])|$)/g;
const simpleEscapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", '"': '"', "\\": "\\", $: "$" };

function decodeEscapes(text: string): string {
  return text.replace(escapePattern, (written, hex: string | undefined, simple: string | undefined) => {
    if (hex !== undefined)
      return isScalar(Number.parseInt(hex, 16)) ? String.fromCodePoint(Number.parseInt(hex, 16)) : "";
    return simple === undefined ? written : (simpleEscapes[simple] ?? written);
  });
}

function checkEscapes(raw: string, span: (start: number, end: number) => Span, report: Report): void {
  if (!raw.includes("\\")) return;
  for (const match of raw.matchAll(escapePattern)) {
    const [written, hex, simple] = match;
    const valid =
      hex === undefined ? simple !== undefined && simple in simpleEscapes : isScalar(Number.parseInt(hex, 16));
    if (valid) continue;
    report(invalidEscape, span(match.index, match.index + written.length), { written });
  }
}

// A Unicode scalar value other than NUL, which no tool that reads the output can hold.
function isScalar(code: number): boolean {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
}
