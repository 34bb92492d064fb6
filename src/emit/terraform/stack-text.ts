import { sortTexts } from "../../base/order.ts";

/** The text of a stack, which grows member by member in any order and comes out sorted. */
export interface StackText {
  /** Adds a member to a section (`resource`, `aws_lb`) as JSON that is indented for its place. */
  add(path: readonly string[], name: string, text: string): void;
  /** All of it as a file. What was added is given up on the way, so this can be asked for once. */
  bytes(): Uint8Array;
}

/** Members are encoded at once and lie outside the heap of objects, which a large stack would fill with its strings. */
export function createStackText(): StackText {
  const root = emptySection();
  return {
    add(path, name, text) {
      const section = path.reduce(sectionIn, root);
      const before = section.members.size;
      section.members.set(name, append(section, `${headOf(name, path.length)}${text},`));
      if (section.members.size === before) throw new Error(`two elements of a stack are ${[...path, name].join(".")}`);
    },
    bytes() {
      const result = new Uint8Array(lengthOf(root, 0) + 1);
      const end = write(root, 0, result, 0);
      encoder.encodeInto("\n", result.subarray(end));
      return result;
    },
  };
}

interface Section {
  readonly members: Map<string, Section | Place>;
  /** The members' texts, in the order in which they came. */
  readonly chunks: Uint8Array[];
  /** How much of the last chunk is full. */
  used: number;
}

/** A member's text, with its name in front and a comma behind. */
interface Place {
  readonly chunk: Uint8Array;
  readonly start: number;
  readonly end: number;
}

const encoder = new TextEncoder();
const smallestChunk = 1 << 12;
const largestChunk = 1 << 20;

// Of UTF-8, by unit of UTF-16.
const mostBytesPerUnit = 3;

function emptySection(): Section {
  return { members: new Map(), chunks: [], used: 0 };
}

function sectionIn(section: Section, name: string): Section {
  const known = section.members.get(name);
  if (known !== undefined && "members" in known) return known;
  const made = emptySection();
  section.members.set(name, made);
  return made;
}

function append(section: Section, text: string): Place {
  const most = text.length * mostBytesPerUnit;
  let chunk = section.chunks.at(-1);
  if (chunk === undefined || section.used + most > chunk.length) {
    const size = Math.max(most, Math.min((chunk?.length ?? smallestChunk / 2) * 2, largestChunk));
    chunk = new Uint8Array(resizable(size));
    section.chunks.push(chunk);
    section.used = 0;
  }
  const start = section.used;
  section.used += encoder.encodeInto(text, chunk.subarray(start)).written;
  return { chunk, start, end: section.used };
}

function headOf(name: string, depth: number): string {
  return `\n${"  ".repeat(depth + 1)}${JSON.stringify(name)}: `;
}

function footOf(depth: number): string {
  return `\n${"  ".repeat(depth)}}`;
}

/** Of a section's bytes from brace to brace. */
function lengthOf({ members }: Section, depth: number): number {
  let length = "{".length + footOf(depth).length;
  for (const [name, member] of members) {
    length +=
      "members" in member
        ? encoder.encode(headOf(name, depth)).length + lengthOf(member, depth + 1) + ",".length
        : member.end - member.start;
  }
  return members.size === 0 ? length : length - ",".length;
}

/** Writes a section's bytes to `at`, frees what they were kept in, and returns where they end. */
function write(section: Section, depth: number, result: Uint8Array, at: number): number {
  let end = at;
  const put = (text: string): void => {
    end += encoder.encodeInto(text, result.subarray(end)).written;
  };
  put("{");
  for (const name of sortTexts([...section.members.keys()])) {
    const member = section.members.get(name);
    if (member === undefined) continue;
    if ("members" in member) {
      put(headOf(name, depth));
      end = write(member, depth + 1, result, end);
      put(",");
    } else {
      result.set(member.chunk.subarray(member.start, member.end), end);
      end += member.end - member.start;
    }
  }
  // In the place of the last comma.
  if (section.members.size > 0) end -= ",".length;
  put(footOf(depth));
  for (const chunk of section.chunks) release(chunk);
  return end;
}

interface Resizable extends ArrayBuffer {
  resize(length: number): void;
}

/** A buffer whose memory can be given back before the next collection of garbage. */
function resizable(size: number): ArrayBuffer {
  const Buffer = ArrayBuffer as new (length: number, options: { readonly maxByteLength: number }) => ArrayBuffer;
  return new Buffer(size, { maxByteLength: size });
}

function release({ buffer }: Uint8Array): void {
  (buffer as Resizable).resize(0);
}
