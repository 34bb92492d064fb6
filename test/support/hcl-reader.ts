/** A reader of the HCL that the compiler writes: blocks, attributes, and literal values. Strict where HCL is. */
export interface HclBody {
  readonly attributes: ReadonlyMap<string, HclExpression>;
  readonly blocks: readonly HclBlock[];
}

export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
}

export type HclExpression =
  /** Interpolations stand in the text as "${…}". */
  | { readonly kind: "string"; readonly text: string; readonly literal: boolean }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "list"; readonly items: readonly HclExpression[] }
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, HclExpression> }
  /** Whatever else: a reference, a call, an operation. */
  | { readonly kind: "code"; readonly source: string };

/** Reads a file; throws, with the line, at what is not HCL. */
export function readHcl(source: string): HclBody {
  const cursor = { source, at: 0 };
  return readBody(cursor, false);
}

/** The value of a quoted string; throws where it holds an interpolation. */
export function readHclString(source: string): string {
  const cursor = { source, at: 0 };
  const { text, literal } = readString(cursor);
  if (!literal || cursor.at !== source.length) throw new Error(`not one literal string: ${source}`);
  return text;
}

interface Cursor {
  readonly source: string;
  at: number;
}

function readBody(cursor: Cursor, nested: boolean): HclBody {
  const attributes = new Map<string, HclExpression>();
  const blocks: HclBlock[] = [];
  for (;;) {
    skipLines(cursor);
    if (cursor.at === cursor.source.length) {
      if (nested) fail(cursor, "a block does not end");
      return { attributes, blocks };
    }
    if (nested && take(cursor, /\}/y) !== null) return { attributes, blocks };
    const name = take(cursor, /[A-Za-z_][A-Za-z0-9_-]*/y) ?? fail(cursor, "expected a name");
    skipSpaces(cursor);
    if (take(cursor, /=(?!=)/y) !== null) {
      if (attributes.has(name)) fail(cursor, `${name} is set twice`);
      skipSpaces(cursor);
      attributes.set(name, readExpression(cursor, /[^\n]+/y));
      skipSpaces(cursor);
      if (take(cursor, /(?:#[^\n]*)?\n/y) === null) fail(cursor, "expected the end of the line");
    } else {
      blocks.push(readBlock(cursor, name));
    }
  }
}

function readBlock(cursor: Cursor, type: string): HclBlock {
  const labels: string[] = [];
  while (cursor.source[cursor.at] === '"') {
    labels.push(readString(cursor).text);
    skipSpaces(cursor);
  }
  if (take(cursor, /\{\n/y) === null) fail(cursor, "expected a block");
  return { type, labels, body: readBody(cursor, true) };
}

function readExpression(cursor: Cursor, code: RegExp): HclExpression {
  const first = cursor.source[cursor.at];
  if (first === '"') return { kind: "string", ...readString(cursor) };
  if (first === "[") return { kind: "list", items: readItems(cursor, "]", readItem) };
  if (first === "{") return { kind: "map", entries: new Map(readItems(cursor, "}", readEntry)) };
  const source = take(cursor, code)?.trim() ?? fail(cursor, "expected a value");
  if (source === "true" || source === "false") return { kind: "bool", value: source === "true" };
  if (/^-?[0-9]+(\.[0-9]+)?$/.test(source)) return { kind: "number", value: Number(source) };
  return { kind: "code", source };
}

function readItems<T>(cursor: Cursor, close: string, read: (cursor: Cursor) => T): T[] {
  cursor.at++;
  const items: T[] = [];
  for (;;) {
    skipLines(cursor);
    if (cursor.source[cursor.at] === close) {
      cursor.at++;
      return items;
    }
    items.push(read(cursor));
    skipSpaces(cursor);
    const next = cursor.source[cursor.at];
    if (next === ",") cursor.at++;
    else if (next !== "\n" && next !== close) fail(cursor, `expected "," or "${close}"`);
  }
}

function readEntry(cursor: Cursor): readonly [string, HclExpression] {
  const key = cursor.source[cursor.at] === '"' ? readString(cursor).text : take(cursor, /[A-Za-z_][A-Za-z0-9_-]*/y);
  skipSpaces(cursor);
  if (key === null || take(cursor, /=/y) === null) fail(cursor, "expected a key and =");
  skipSpaces(cursor);
  return [key ?? "", readItem(cursor)];
}

function readItem(cursor: Cursor): HclExpression {
  return readExpression(cursor, /[^\n,\]}]+/y);
}

function readString(cursor: Cursor): { readonly text: string; readonly literal: boolean } {
  if (take(cursor, /"/y) === null) fail(cursor, "expected a string");
  let text = "";
  let literal = true;
  for (;;) {
    const plain = take(cursor, /[^"\\$%\n\r]+/y);
    if (plain !== null) {
      text += plain;
      continue;
    }
    if (take(cursor, /"/y) !== null) return { text, literal };
    const mark = take(cursor, /\$\$\{|%%\{/y);
    if (mark !== null) {
      text += mark.slice(1);
      continue;
    }
    const interpolation = take(cursor, /[$%]\{[^}"]*\}/y);
    if (interpolation !== null) {
      text += interpolation;
      literal = false;
      continue;
    }
    const sign = take(cursor, /[$%](?!\{)/y);
    if (sign !== null) {
      text += sign;
      continue;
    }
    text += readEscape(cursor);
  }
}

function readEscape(cursor: Cursor): string {
  const written = take(cursor, /\\(?:[nrt"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})/y) ?? fail(cursor, "not an escape");
  const kind = written.charAt(1);
  if (kind === "u" || kind === "U") return String.fromCodePoint(Number.parseInt(written.slice(2), 16));
  return { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" }[kind] ?? fail(cursor, "not an escape");
}

function skipSpaces(cursor: Cursor): void {
  take(cursor, /[ \t]*/y);
}

function skipLines(cursor: Cursor): void {
  take(cursor, /(?:[ \t\n]|#[^\n]*)*/y);
}

function take(cursor: Cursor, pattern: RegExp): string | null {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.source);
  if (match === null) return null;
  cursor.at = pattern.lastIndex;
  return match[0];
}

function fail(cursor: Cursor, problem: string): never {
  const line = cursor.source.slice(0, cursor.at).split("\n").length;
  throw new Error(`line ${line}: ${problem}: ${JSON.stringify(cursor.source.slice(cursor.at, cursor.at + 40))}`);
}
