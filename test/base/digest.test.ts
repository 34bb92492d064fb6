import { hash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "../../src/base/digest.ts";

test("text has the digest of its UTF-8, however much was digested before", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(hash("sha256", text));
      expect(sha256(new TextEncoder().encode(text))).toBe(hash("sha256", text));
    }),
  );
});

test("the digest of the standard's example", () => {
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
