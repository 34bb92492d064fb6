import type { Span } from "../base/span.ts";
import { invalidEscape } from "../diagnostics/codes/invalid-escape.ts";
import type { Report } from "../diagnostics/definition.ts";
import type { Hole, StringShape } from "./scan-string.ts";

/** The text before, between and after the interpolations of a literal: always one more than it has interpolations. */
export interface StringTexts {
  readonly form: StringShape["form"];
  readonly texts: readonly (string | undefined)[];
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
  const { form, terminated, holes } = shape;
  const opening = form === "multiline" ? 3 : form === "raw" ? 2 : 1;
  const closing = terminated ? (form === "multiline" ? 3 : 1) : 0;
  const last = shape.end - closing;
  const indent = form === "multiline" ? commonIndent(rawTexts(text, start + opening, last, holes)) : 0;
  const texts: (string | undefined)[] = [];
  let next = start + opening;
  for (let index = 0; index <= holes.length; index++) {
    const hole = holes[index];
    const to = hole === undefined ? last : hole.start - 2;
    const from = Math.min(next, to);
    next = hole === undefined ? last : hole.end + 1;
    const raw = text.slice(from, to);
    const hasEscapes = form !== "raw" && raw.includes("\\");
    const lines = form === "multiline" ? removeIndent(raw, indent, index === 0) : raw;
    const value = hasEscapes ? decodeEscapes(lines) : lines;
    if (hasEscapes) checkEscapes(raw, base + from, uri, report);
    texts.push(value === "" ? undefined : value);
  }
  return { form, texts };
}

// What stands between interpolations, as written.
function rawTexts(text: string, start: number, end: number, holes: readonly Hole[]): readonly string[] {
  const starts = [start, ...holes.map((hole) => hole.end + 1)];
  return starts.map((from, index) => text.slice(from, index < holes.length ? (holes[index]?.start ?? 0) - 2 : end));
}

// Lines of white space alone don't count, but for the last: the closing quotes may set the indent.
function commonIndent(pieces: readonly string[]): number {
  let common = Number.POSITIVE_INFINITY;
  for (const piece of pieces) {
    const lines = piece.split("\n");
    lines.forEach((line, lineIndex) => {
      if (lineIndex === 0) return;
      const indent = line.length - line.trimStart().length;
      const endsPiece = lineIndex === lines.length - 1;
      if (endsPiece || indent < line.length) common = Math.min(common, indent);
    });
  }
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

// Who writes one backslash too few does so all through a text: that is told once.
function checkEscapes(raw: string, base: number, uri: string, report: Report): void {
  const unknown: Span[] = [];
  for (const match of raw.matchAll(escapePattern)) {
    const [written, hex, simple] = match;
    const start = base + match.index;
    const span = { uri, start, end: start + written.length };
    if (hex !== undefined) {
      if (!isScalar(Number.parseInt(hex, 16))) report(invalidEscape, span, { written, path: null });
    } else if (simple === undefined || !(simple in simpleEscapes)) unknown.push(span);
  }
  const [first] = unknown;
  if (first === undefined) return;
  const written = raw.slice(first.start - base, first.end - base);
  const whole = { uri, start: base, end: base + raw.length };
  const path = windowsPath.test(raw) ? raw.replace(/\\+/g, "/") : null;
  const doubled = unknown.map(({ start }) => ({ span: { uri, start, end: start }, text: "\\" }));
  const title = unknown.length === 1 ? `Write \`\\${written}\`` : "Write `\\\\` for each `\\`";
  const fixes = [
    ...(path === null ? [] : [{ title: `Write \`${path}\``, edits: [{ span: whole, text: path }] }]),
    { title, edits: doubled },
  ];
  report(invalidEscape, path === null ? first : whole, { written: path === null ? written : raw, path }, { fixes });
}

const windowsPath = /^(?:[A-Za-z]:|\.{1,2})?\\{0,2}(?:[\w. -]+\\{1,2})+[\w. -]*$/;

// A Unicode scalar value other than NUL, which no tool that reads the output can hold.
function isScalar(code: number): boolean {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
}
