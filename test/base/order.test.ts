import fc from "fast-check";
import { expect, test } from "vitest";
import { byText, compareCodePoints, distinctTexts, sortTexts } from "../../src/base/order.ts";

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

test("distinct texts stand in order, each once", () => {
  expect(distinctTexts(["b", "\ud83d\ude00", "a", "\uffee", "b"])).toEqual(["a", "b", "\uffee", "\ud83d\ude00"]);
});

test("items are ordered by a text of theirs", () => {
  const items = [{ name: "\ud83d\ude00" }, { name: "\uffee" }, { name: "b" }];
  expect(items.sort(byText(({ name }) => name)).map(({ name }) => name)).toEqual(["b", "\uffee", "\ud83d\ude00"]);
});
