import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { format } from "../../src/format/format.ts";
import { parse } from "../../src/syntax/parse.ts";

const folder = join(import.meta.dirname, "../golden/format");

describe("sources in canonical layout", () => {
  test.each(readdirSync(folder).sort())("%s", async (name) => {
    const text = readFileSync(join(folder, name, "input.immu"), "utf8");
    const { value, diagnostics } = parse({ uri: "input.immu", text });
    expect(diagnostics).toEqual([]);
    await expect(format(value, text)).toMatchFileSnapshot(join(folder, name, "output.immu"));
  });
});
