import fc from "fast-check";
import { expect, test } from "vitest";
import { format } from "../../src/format/format.ts";
import { parse } from "../../src/syntax/parse.ts";
import { anyProject } from "../support/programs/arbitrary.ts";
import { buildPrinted, contentsOf, holds } from "../support/programs/build.ts";
import { print } from "../support/programs/print.ts";
import { anyStyle } from "../support/programs/style.ts";

test("formatting a project twice is formatting it once", async () => {
  const law = fc.asyncProperty(anyProject, anyStyle, async (project, style) => {
    for (const [uri, text] of sourcesOf(print(project, style).files)) {
      const once = formatted(uri, text);
      expect(formatted(uri, once)).toBe(once);
    }
  });
  await holds(100, law);
});

test("formatting keeps what a project means: its plan and every artifact", async () => {
  const law = fc.asyncProperty(anyProject, anyStyle, async (project, style) => {
    const printed = print(project, style);
    const neat = sourcesOf(printed.files).map(([uri, text]) => [uri, formatted(uri, text)] as const);
    const before = await buildPrinted(printed);
    const after = await buildPrinted({ ...printed, files: { ...printed.files, ...Object.fromEntries(neat) } });
    expect(after.plan).toEqual(before.plan);
    expect(contentsOf(after)).toEqual(contentsOf(before));
  });
  await holds(60, law);
});

test("a parsed source that is formatted and parsed again is the same tree, but for where its parts stand", async () => {
  const law = fc.asyncProperty(anyProject, anyStyle, async (project, style) => {
    for (const [uri, text] of sourcesOf(print(project, style).files)) {
      expect(shape(parse({ uri, text: formatted(uri, text) }).value)).toEqual(shape(parse({ uri, text }).value));
    }
  });
  await holds(60, law);
});

function sourcesOf(files: Readonly<Record<string, string | Uint8Array>>): readonly (readonly [string, string])[] {
  return Object.entries(files).flatMap(([uri, content]) =>
    typeof content === "string" ? [[uri, content] as const] : [],
  );
}

function formatted(uri: string, text: string): string {
  const { value, diagnostics } = parse({ uri, text });
  expect(diagnostics.filter(({ level }) => level === "error")).toEqual([]);
  return format(value, text);
}

// Comments may move to the line before or behind what they stand beside; their texts and order stay.
function shape(file: ReturnType<typeof parse>["value"]): unknown {
  return JSON.parse(
    JSON.stringify(file, (key, value: unknown) => (key === "start" || key === "end" ? undefined : value)),
  );
}
