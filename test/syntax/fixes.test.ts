import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { editText } from "../../src/ide/edits.ts";
import { parse } from "../../src/syntax/parse.ts";
import { exampleFolder } from "../support/project.ts";

const uri = "main.immu";
const text = readFileSync(join(exampleFolder("shop"), "infra/rollouts.immu"), "utf8");
const words = [...text.matchAll(/"[^"\n]*"|\w+|[^\s\w]/g)].map(({ 0: word, index }) => ({ start: index, word }));
const slips: readonly ((word: string) => string)[] = [
  () => "",
  (word) => `${word} ${word}`,
  (word) => word.slice(1),
  (word) => word.slice(0, -1),
  (word) => `${word} = `,
  (word) => `${word} {`,
];

test("a fix for one slip of the hand leaves less wrong with the text", () => {
  const findings = (written: string) => parse({ uri, text: written }).diagnostics;
  fc.assert(
    fc.property(fc.nat(words.length - 1), fc.constantFrom(...slips), (index, slip) => {
      const { start, word } = words[index] ?? { start: 0, word: "" };
      const written = text.slice(0, start) + slip(word) + text.slice(start + word.length);
      const found = findings(written);
      for (const { title, edits } of found.flatMap(({ fixes }) => fixes)) {
        const mended = editText(written, edits);
        if (findings(mended).length >= found.length) expect.unreachable(`${title} mends nothing: ${mended}`);
      }
    }),
    { numRuns: 400 },
  );
});
