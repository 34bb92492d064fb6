import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDraft } from "../../src/syntax/draft.ts";
import { parse } from "../../src/syntax/parse.ts";
import { immuFiles } from "../support/immu-files.ts";

const uri = "main.immu";
const sources = immuFiles.map(({ text }) => text);

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
  /** Whether somebody looks at the tree before the next edit. */
  readonly look: boolean;
}

const inserted = fc.oneof(
  fc.constantFrom(
    ...'{ } [ ] ( ) " """ ${ = : , . .. / // /// /* */ # \' <<EOF EOF \r \r\n \u2028 \ud800 🚀 é e\u0301'.split(" "),
    ..."let fn param kind policy test import private abstract image extends a b if then else match".split(" "),
  ),
  fc.constantFrom("\n", "\n\n", " ", "\n  ", "\nlet a = 1\n", "\nfleet a {\n", "\n}\n", '\nimport { a } from "./b"\n'),
  fc.constantFrom(
    "\n/// Said.\n",
    "\n// said\n",
    ' "text" ',
    "\nprivate\n",
    "\n<<<<<<< ours\n",
    "\n=======\n",
    "\n>>>>>>> theirs\n",
    "\nabstract image b {}\n",
    "\nhttp a {\n}\n",
  ),
);

// Many edits at one place, as people make them, and some anywhere.
const edits = fc
  .array(
    fc.record({
      at: fc.oneof({ weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) }, fc.constant(-1)),
      remove: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)),
      insert: fc.oneof(fc.constant(""), inserted),
      look: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((all): readonly Edit[] => all);

function applied(text: string, { at, remove, insert }: Edit, last: number): { text: string; at: number } {
  const start = at < 0 ? Math.min(last, text.length) : Math.floor(at * text.length);
  return { text: text.slice(0, start) + insert + text.slice(start + remove), at: start + insert.length };
}

describe("a source that is being written", () => {
  test("reads as if it had been read for the first time, whatever the edits", { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...sources), edits, (source, steps) => {
        const draft = createDraft(uri);
        draft.read(source);
        let text = source;
        let at = 0;
        for (const step of steps) {
          ({ text, at } = applied(text, step, at));
          const read = draft.read(text);
          const fresh = parse({ uri, text });
          expect(read.diagnostics).toEqual(fresh.diagnostics);
          if (step.look) expect(read.value).toEqual(fresh.value);
        }
        expect(draft.read(text).value).toEqual(parse({ uri, text }).value);
      }),
      { numRuns: 300 },
    );
  });

  test("keeps the trees of what an edit does not touch", () => {
    const text = "let a = 1\n\nlet b = 2\n\nlet c = 3\n\nlet d = 4\n\nlet e = 5\n";
    const draft = createDraft(uri);
    const before = [...draft.read(text).value.items];
    const after = draft.read(text.replace("1", "11")).value.items;
    expect(after.map((item, index) => item === before[index])).toEqual([false, false, true, true, true]);
    expect(after.at(-1)?.start).toBe(text.lastIndexOf("let") + 1);
  });
});
