import type { ReadResult } from "../base/project-files.ts";

/** The text of a source, without a byte order mark. */
export function decodeSource(bytes: Uint8Array): ReadResult<string> {
  // Text of the one encoding would be read as that of the other, with a NUL at every second place.
  if (isUtf16(bytes)) return { kind: "not-utf8", offset: 0, encoding: "UTF-16" };
  try {
    return { kind: "ok", value: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { kind: "not-utf8", offset: firstInvalidByte(bytes) };
  }
}

// By its byte order mark, or by the zero that half of its first letter is.
function isUtf16([first, second]: Uint8Array): boolean {
  if (first === undefined || second === undefined) return false;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || (first === 0) !== (second === 0);
}

// Decoded with replacement characters and encoded again, text is what it was up to the first byte that was replaced.
function firstInvalidByte(bytes: Uint8Array): number {
  const again = Buffer.from(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"));
  const index = bytes.findIndex((byte, at) => byte !== again[at]);
  return index === -1 ? bytes.length : index;
}
