import fc from "fast-check";
import { expect, test } from "vitest";
import { compareCodePoints, sortTexts } from "../../src/base/json.ts";

test("texts are sorted as by the engine, in the list that was given", () => {
  const textOf = (...units: readonly string[]) => fc.string({ unit: fc.constantFrom(...units), maxLength: 3 });
  const listOf = (text: fc.Arbitrary<string>) =>
    fc.oneof(fc.array(text, { maxLength: 8 }), fc.array(text, { minLength: 20, maxLength: 40 }));
  const texts = fc.oneof(listOf(textOf("a", "b", "\ud83d\ude00", "\uffee", "_")), listOf(textOf("a", "\uffee", "_")));
  fc.assert(
    fc.property(texts, (list) => {
      const given = [...list];
      expect(sortTexts(given)).toBe(given);
      expect(given).toEqual([...list].sort(compareCodePoints));
    }),
  );
});
