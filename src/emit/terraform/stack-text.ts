import { sortTexts } from "../../base/json.ts";

/** The text of a stack, which grows member by member in any order and comes out sorted. */
export interface StackText {
  /** Adds a member at its path (`resource`, `aws_lb`, `public`) as JSON that is indented for its place. */
  add(path: readonly string[], text: string): void;
  /** All of it as a file. */
  bytes(): Uint8Array;
}

/** Members are encoded at once and lie outside the heap of objects, which a large stack would fill with its strings. */
export function createStackText(): StackText {
  const encoder = new TextEncoder();
  const root: Group = new Map();
  let buffer = new Uint8Array(smallest);
  let end = 0;
  const append = (text: string): Slice => {
    const start = end;
    const most = end + text.length * mostBytesPerUnit;
    if (most > buffer.length) buffer = grown(buffer, end, most);
    end += encoder.encodeInto(text, buffer.subarray(end)).written;
    return { start, end };
  };
  return {
    add(path, text) {
      const name = path.at(-1) ?? "";
      const group = path.slice(0, -1).reduce(groupIn, root);
      if (group.has(name)) throw new Error(`two elements of a stack are ${path.join(".")}`);
      group.set(name, append(text));
    },
    bytes() {
      const parts: Slice[] = [];
      layOut(root, 0, (part) => parts.push(typeof part === "string" ? append(part) : part));
      const result = new Uint8Array(parts.reduce((length, part) => length + part.end - part.start, 0));
      let at = 0;
      for (const part of parts) {
        result.set(buffer.subarray(part.start, part.end), at);
        at += part.end - part.start;
      }
      return result;
    },
  };
}

interface Slice {
  readonly start: number;
  readonly end: number;
}

type Group = Map<string, Group | Slice>;

const smallest = 1 << 16;

// Of UTF-8, by unit of UTF-16.
const mostBytesPerUnit = 3;

function grown(buffer: Uint8Array, used: number, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(buffer.length * 2, needed));
  larger.set(buffer.subarray(0, used));
  return larger;
}

function groupIn(group: Group, name: string): Group {
  const known = group.get(name);
  if (known instanceof Map) return known;
  const made: Group = new Map();
  group.set(name, made);
  return made;
}

function layOut(group: Group, depth: number, put: (part: Slice | string) => void): void {
  const indent = `\n${"  ".repeat(depth + 1)}`;
  let before = "{";
  for (const name of sortTexts([...group.keys()])) {
    const member = group.get(name);
    put(`${before}${indent}${JSON.stringify(name)}: `);
    if (member instanceof Map) layOut(member, depth + 1, put);
    else if (member !== undefined) put(member);
    before = ",";
  }
  put(depth === 0 ? "\n}\n" : `\n${"  ".repeat(depth)}}`);
}
