import fc from "fast-check";
import { expect, test } from "vitest";
import { completionsAt } from "../../src/ide/completion.ts";
import type { Snapshot } from "../../src/query/snapshot.ts";
import { immuFiles } from "../support/immu-files.ts";
import { snapshotOf, tinyShop } from "./project.ts";

const sources = [tinyShop, ...immuFiles.flatMap(({ path, text }) => (path.startsWith("stdlib") ? [] : [text]))];

test("completions need only what is around them checked", { timeout: 240_000 }, () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...sources),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
      (text, at, cut) => {
        const offset = Math.floor(at * text.length);
        const written = cut ? text.slice(0, offset) : text;
        const snapshot = snapshotOf({ "main.immu": written, "other.immu": tinyShop });
        const whole: Snapshot = { ...snapshot, probe: (uri, probed) => snapshot.with(uri, probed) };
        const found = completionsAt(snapshot, "main.immu", offset);
        expect(found).toEqual(completionsAt(whole, "main.immu", offset));
      },
    ),
    { numRuns: 150 },
  );
});
