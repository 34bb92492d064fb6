import { describe, expect, test } from "vitest";
import type { Value } from "../../src/plan/evaluate/value.ts";
import { valueText } from "../../src/plan/evaluate/value-text.ts";
import { typeText } from "../../src/semantics/type-text.ts";
import { evaluateLetsOf } from "../support/evaluate.ts";
import { pages } from "./language.ts";

describe("the language by example", () => {
  test.each(Object.entries(pages))("%s", async (name, source) => {
    const { lets, diagnostics } = evaluateLetsOf({ "main.immu": source });
    expect(diagnostics.filter((each) => each.level === "error")).toEqual([]);
    const lines = [...lets].map(([key, { type, value }]) => `${key}: ${typeText(type)} = ${written(value)}`);
    await expect(`${source}\n---- types and values\n\n${lines.join("\n")}\n`).toMatchFileSnapshot(
      `../golden/plan/language/${name}.txt`,
    );
  });
});

// In full, unlike in messages.
function written(value: Value): string {
  if (value.kind === "list") return `[${value.items.map(written).join(", ")}]`;
  if (value.kind !== "map") return valueText(value);
  return `{ ${[...value.entries].map(([key, item]) => `${JSON.stringify(key)}: ${written(item)}`).join(", ")} }`;
}
