import fc from "fast-check";
import { expect, test } from "vitest";
import { compareCodePoints, sortTexts } from "../../src/base/json.ts";

test("texts are sorted as by the engine, in the list that was given", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\ud83d\ude00", "\uffee", "_"), maxLength: 3 });
  const texts = fc.oneof(fc.array(text, { maxLength: 8 }), fc.array(text, { minLength: 20, maxLength: 40 }));
  fc.assert(
    fc.property(texts, (list) => {
      const given = [...list];
      expect(sortTexts(given)).toBe(given);
      expect(given).toEqual([...list].sort(compareCodePoints));
    }),
  );
});
