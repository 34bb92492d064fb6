import { hash } from "node:crypto";
import { canonicalJson, type Json } from "./json.ts";

/** SHA-256 of text (as UTF-8) or bytes, in lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  return hash("sha256", content);
}

/** SHA-256 of the canonical JSON of a value: equal for equal data, whatever order its keys were written in. */
export function digestJson(value: Json | object): string {
  return sha256(canonicalJson(value));
}

/** The first 12 hex digits of a digest: what names carry. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 12);
}
