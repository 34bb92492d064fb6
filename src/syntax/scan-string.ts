/** What the scanner saw of a string literal; offsets count from the start of the scanned text. */
export interface StringShape {
  readonly form: "plain" | "multiline" | "raw";
  readonly end: number;
  readonly terminated: boolean;
  /** The inside of every `${…}` of this literal, not of those nested in it. */
  readonly holes: readonly Hole[];
}

export interface Hole {
  readonly start: number;
  readonly end: number;
  /** Set where no `}` closes it. */
  readonly open?: true;
}

/** What is counted of a text while it is scanned. */
export interface StringCounts {
  /** How many interpolations were found that never close. */
  openHoles: number;
}

/** What stands at `offset`: `"…"` or `"""…"""`. */
export function scanString(text: string, offset: number, counts: StringCounts): StringShape {
  return text.startsWith('"""', offset) ? scanMultiline(text, offset) : scanPlain(text, offset, counts);
}

/** What stands at `offset`: `r"…"`, up to the next quote or the end of the line. */
export function scanRaw(text: string, offset: number): StringShape {
  let end = offset + 2;
  while (end < text.length && !isRawEnd(text.charCodeAt(end))) end++;
  const terminated = text.charCodeAt(end) === quote;
  return { form: "raw", end: terminated ? end + 1 : end, terminated, holes: [] };
}

/** Where the one-line literal at `offset` ends, if it has no escapes, `$` and neighbouring quotes, as most; 0 for any other. */
export function simpleStringEnd(text: string, offset: number): number {
  let end = offset + 1;
  for (;;) {
    const code = text.charCodeAt(end);
    if (code === quote) break;
    if (code === backslash || code === dollar || code === newline || Number.isNaN(code)) return 0;
    end++;
  }
  return end === offset + 1 && text.charCodeAt(end + 1) === quote ? 0 : end + 1;
}

const quote = 0x22;
const backslash = 0x5c;
const dollar = 0x24;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const newline = 0x0a;
const carriageReturn = 0x0d;
const letterR = 0x72;

function isRawEnd(code: number): boolean {
  return code === quote || code === newline || code === carriageReturn;
}

function scanPlain(text: string, offset: number, counts: StringCounts): StringShape {
  if (counts.openHoles >= mostOpenHoles) return scanWithoutHoles(text, offset);
  const simple = scanSimple(text, offset);
  if (simple !== undefined) return simple;
  const scan = scanBody(text, offset + 1, "plain");
  if (scan.terminated || scan.openHole === undefined) return { form: "plain", ...scan };
  counts.openHoles++;
  // An interpolation that never closes has swallowed the closing quote: the next quote after it is the likeliest.
  const lineEnd = scan.end;
  const closing = text.indexOf('"', scan.openHole);
  const end = closing >= 0 && closing < lineEnd ? closing : lineEnd;
  return {
    form: "plain",
    end: Math.min(end + 1, lineEnd),
    terminated: end < lineEnd,
    holes: [...scan.holes, { start: scan.openHole, end, open: true }],
  };
}

// Each interpolation that never closes is looked for up to the end of its line. A text with many of them would take
// time that grows with their square; past this many, `${` is taken for text.
const mostOpenHoles = 10;

// As most are: interpolations hold neither strings nor braces, and everything ends on its line.
function scanSimple(text: string, offset: number): StringShape | undefined {
  const holes: Hole[] = [];
  for (let at = offset + 1; ; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return { form: "plain", end: at + 1, terminated: true, holes };
    if (code === newline || Number.isNaN(code)) return undefined;
    if (code === backslash) {
      if (text.charCodeAt(++at) === newline) return undefined;
    } else if (code === dollar && text.charCodeAt(at + 1) === openBrace) {
      const start = at + 2;
      for (at = start; text.charCodeAt(at) !== closeBrace; at++)
        if (isHardInside(text.charCodeAt(at))) return undefined;
      holes.push({ start, end: at });
    }
  }
}

function isHardInside(code: number): boolean {
  return code === quote || code === openBrace || code === newline || Number.isNaN(code);
}

function scanWithoutHoles(text: string, offset: number): StringShape {
  let end = offset + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === newline) return { form: "plain", end, terminated: false, holes: [] };
    if (code === quote) return { form: "plain", end: end + 1, terminated: true, holes: [] };
    if (code === backslash && text.charCodeAt(end + 1) !== newline) end++;
  }
  return { form: "plain", end: text.length, terminated: false, holes: [] };
}

function scanMultiline(text: string, offset: number): StringShape {
  const scan = scanBody(text, offset + 3, "multiline");
  if (scan.terminated) return { form: "multiline", ...scan };
  const end = outdentedLine(text, offset);
  const holes = scan.holes.filter((hole) => hole.end < end);
  return { form: "multiline", end, terminated: false, holes };
}

// Where a `"""` that nothing closes should have ended: before the next line that is indented no deeper than its own.
function outdentedLine(text: string, offset: number): number {
  const indent = indentAt(text, text.lastIndexOf("\n", offset) + 1);
  for (let end = text.indexOf("\n", offset); end >= 0; end = text.indexOf("\n", end + 1)) {
    const column = indentAt(text, end + 1);
    const first = text.charCodeAt(end + 1 + column);
    const blank = Number.isNaN(first) || first === newline || first === carriageReturn;
    if (!blank && column <= indent) return text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
  }
  return text.length;
}

function indentAt(text: string, lineStart: number): number {
  let end = lineStart;
  while (text.charCodeAt(end) === 0x20 || text.charCodeAt(end) === 0x09) end++;
  return end - lineStart;
}

interface BodyScan {
  readonly end: number;
  readonly terminated: boolean;
  readonly holes: readonly Hole[];
  /** Where the outermost interpolation that never closed began. */
  readonly openHole?: number;
}

/** What the scanner is inside of: a literal, or the code of an interpolation with so many braces open. */
type Frame = { readonly kind: "plain" | "multiline" } | { readonly kind: "code"; braces: number };

// A stack of its own instead of recursion, and one look at each character: the input may be 8 MB of `"${"${`.
function scanBody(text: string, start: number, form: "plain" | "multiline"): BodyScan {
  const holes: Hole[] = [];
  const frames: Frame[] = [{ kind: form }];
  let openHole = 0;
  let at = start;
  const unterminated = (): BodyScan =>
    frames.length > 1 ? { end: at, terminated: false, holes, openHole } : { end: at, terminated: false, holes };

  while (at < text.length) {
    const code = text.charCodeAt(at);
    const frame = frames[frames.length - 1];
    if (frame === undefined) break;
    if (code === newline) {
      if (form === "plain") {
        if (text.charCodeAt(at - 1) === carriageReturn) at--;
        return unterminated();
      }
      if (frame.kind === "plain") frames.pop();
      at++;
    } else if (frame.kind === "code") {
      if (code === openBrace) frame.braces++;
      else if (code === closeBrace && frame.braces > 0) frame.braces--;
      else if (code === closeBrace) {
        frames.pop();
        if (frames.length === 1) holes.push({ start: openHole, end: at });
      } else if (code === quote) {
        const raw = text.charCodeAt(at - 1) === letterR && !isNameCode(text.charCodeAt(at - 2));
        if (raw) {
          at++;
          while (at < text.length && !isRawEnd(text.charCodeAt(at))) at++;
          if (text.charCodeAt(at) !== quote) continue;
        } else if (text.startsWith('"""', at)) {
          frames.push({ kind: "multiline" });
          at += 2;
        } else {
          frames.push({ kind: "plain" });
        }
      }
      at++;
    } else if (code === backslash) {
      const next = text.charCodeAt(at + 1);
      at += next === newline || next === carriageReturn || Number.isNaN(next) ? 1 : 2;
    } else if (code === dollar && text.charCodeAt(at + 1) === openBrace) {
      if (frames.length === 1) openHole = at + 2;
      frames.push({ kind: "code", braces: 0 });
      at += 2;
    } else if (code === quote && (frame.kind === "plain" || text.startsWith('"""', at))) {
      at += frame.kind === "plain" ? 1 : 3;
      frames.pop();
      if (frames.length === 0) return { end: at, terminated: true, holes };
    } else {
      at++;
    }
  }
  at = text.length;
  return unterminated();
}

function isNameCode(code: number): boolean {
  return /[\p{XID_Continue}-]/u.test(String.fromCharCode(code));
}
