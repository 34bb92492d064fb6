import { hash } from "node:crypto";
import { sha256 as hashBytes } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { canonicalJson, type Json } from "./json.ts";

/** SHA-256 of text (as UTF-8) or bytes, in lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  budget -= content.length;
  if (budget < 0) return hash("sha256", content);
  return bytesToHex(hashBytes(typeof content === "string" ? new TextEncoder().encode(content) : content));
}

/** How much more is digested without Node's own module, which is many times as fast and takes 3 ms to load. */
let budget = 2048;

/** SHA-256 of the canonical JSON of a value: equal for equal data, whatever order its keys were written in. */
export function digestJson(value: Json | object): string {
  return sha256(canonicalJson(value));
}

/** The first 12 hex digits of a digest: what names carry. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 12);
}
