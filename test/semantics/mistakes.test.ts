import { describe, expect, test } from "vitest";
import { compileFiles, rendered } from "../support/compile.ts";
import type { Mistakes } from "./mistakes/sources.ts";
import { mistakes } from "./mistakes.ts";

describe("mistakes and what is said about them", () => {
  test.each(Object.entries(mistakes))("%s", async (area, cases) => {
    await expect(pageOf(cases)).toMatchFileSnapshot(`../golden/semantics/mistakes/${area}.txt`);
  });

  test("each is noticed", () => {
    for (const cases of Object.values(mistakes)) {
      for (const [name, files] of Object.entries(cases)) {
        const { diagnostics } = compileFiles(files);
        expect(diagnostics.length, name).toBeGreaterThan(0);
      }
    }
  });
});

// What every sample would say: that its base is not pinned and ships no logs, and that nothing scales its fleet, which
// has no way out.
const beside: ReadonlySet<string> = new Set(["IMMU7001", "IMMU7011", "IMMU6110", "IMMU6121"]);

function pageOf(cases: Mistakes): string {
  const sections = Object.entries(cases).map(([name, files]) => {
    const compilation = compileFiles(files);
    const diagnostics = compilation.diagnostics.filter(({ code }) => !beside.has(code));
    const said = diagnostics.length === 0 ? "(nothing)\n" : rendered({ ...compilation, diagnostics });
    return `======== ${name}\n${said}`;
  });
  return `${sections.join("\n")}`;
}
