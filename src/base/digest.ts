import { hash } from "node:crypto";
import { canonicalJson, type Json } from "./json.ts";
import { sha256Of } from "./sha256.ts";

/** SHA-256 of text (as UTF-8) or bytes, in lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  left -= content.length;
  if (left < 0) return hash("sha256", content);
  return sha256Of(typeof content === "string" ? new TextEncoder().encode(content) : content);
}

/** How much more this process digests by itself. Loading Node's module takes a twentieth of a small check. */
let left = 2048;

/** SHA-256 of the canonical JSON of a value: equal for equal data, whatever order its keys were written in. */
export function digestJson(value: Json | object): string {
  return sha256(canonicalJson(value));
}

/** The first 12 hex digits of a digest: what names carry. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 12);
}
