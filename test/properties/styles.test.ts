import fc from "fast-check";
import { expect, test } from "vitest";
import { anyProject } from "../support/programs/arbitrary.ts";
import { build, buildPrinted, contentsOf, holds } from "../support/programs/build.ts";
import { print } from "../support/programs/print.ts";
import { anyStyle } from "../support/programs/style.ts";

test("every style of a project means the same: an equal plan, and the same bytes in every artifact", async () => {
  const law = fc.asyncProperty(anyProject, anyStyle, async (project, style) => {
    const plain = await build(project);
    const styled = await build(project, style);
    expect(styled.plan).toEqual(plain.plan);
    expect(contentsOf(styled)).toEqual(contentsOf(plain));
  });
  await holds(100, law);
});

test("two builds of the same sources give the same bytes, in the same order", async () => {
  const law = fc.asyncProperty(anyProject, anyStyle, async (project, style) => {
    const printed = print(project, style);
    const [first, second] = [await buildPrinted(printed), await buildPrinted(printed)];
    expect(second.artifacts).toEqual(first.artifacts);
    expect(JSON.stringify(second.plan)).toBe(JSON.stringify(first.plan));
    expect(second.compilation.inputs).toEqual(first.compilation.inputs);
    expect(second.compilation.diagnostics).toEqual(first.compilation.diagnostics);
  });
  await holds(40, law);
});
