/**
 * What follows a ledger's last newline. An entry is acknowledged once its line and newline are on the disk, and it is
 * written from front to back; so what a dead writer leaves is a beginning of one entry, perhaps with the zeros that a
 * file system puts where bytes were promised and never came.
 *
 * - `none`: nothing.
 * - `whole`: one whole JSON object; whether it is an entry is yet to be checked.
 * - `torn`: a proper beginning of one.
 * - `foreign`: something that no writer of ours leaves.
 */
export function judgeTail(bytes: Uint8Array): { readonly kind: "none" | "whole" | "torn" | "foreign" } {
  if (bytes.length === 0) return { kind: "none" };
  const length = withoutZeros(bytes);
  if (length === 0) return { kind: "torn" };
  const end = endOfObject(bytes.subarray(0, length));
  if (end === "foreign") return { kind: "foreign" };
  if (end === "unfinished") return { kind: "torn" };
  return { kind: end === bytes.length ? "whole" : "foreign" };
}

const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;

/** Where the object that the bytes begin with ends. Canonical JSON has no control characters, in strings or outside. */
function endOfObject(bytes: Uint8Array): number | "unfinished" | "foreign" {
  if (bytes[0] !== openBrace) return "foreign";
  let depth = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < firstPrintable) return "foreign";
    if (inString) {
      if (byte === backslash) at++;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (byte === openBrace || byte === openBracket) depth++;
    else if (byte === closeBrace || byte === closeBracket) {
      depth--;
      if (depth === 0) return at + 1;
    }
  }
  return "unfinished";
}

function withoutZeros(bytes: Uint8Array): number {
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === 0) length--;
  return length;
}
