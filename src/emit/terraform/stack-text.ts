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
  let chunk = new Uint8Array(smallestChunk);
  let used = 0;
  const append = (text: string): Uint8Array => {
    const most = text.length * mostBytesPerUnit;
    if (used + most > chunk.length) {
      chunk = new Uint8Array(Math.max(most, Math.min(chunk.length * 2, largestChunk)));
      used = 0;
    }
    const { written } = encoder.encodeInto(text, chunk.subarray(used));
    used += written;
    return chunk.subarray(used - written, used);
  };
  return {
    add(path, text) {
      const name = path.at(-1) ?? "";
      const group = path.slice(0, -1).reduce(groupIn, root);
      if (group.has(name)) throw new Error(`two elements of a stack are ${path.join(".")}`);
      group.set(name, append(text));
    },
    bytes() {
      const parts: Uint8Array[] = [];
      layOut(root, 0, (part) => parts.push(typeof part === "string" ? append(part) : part));
      const result = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
      let at = 0;
      for (const part of parts) {
        result.set(part, at);
        at += part.length;
      }
      return result;
    },
  };
}

type Group = Map<string, Group | Uint8Array>;

const smallestChunk = 1 << 16;
const largestChunk = 1 << 20;

// Of UTF-8, by unit of UTF-16.
const mostBytesPerUnit = 3;

function groupIn(group: Group, name: string): Group {
  const known = group.get(name);
  if (known instanceof Map) return known;
  const made: Group = new Map();
  group.set(name, made);
  return made;
}

function layOut(group: Group, depth: number, put: (part: Uint8Array | string) => void): void {
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
