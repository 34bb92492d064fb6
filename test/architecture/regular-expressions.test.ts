import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const roots = ["src", "editors/vscode/src"].map((name) => resolve(import.meta.dirname, "../..", name));

/** The regular expressions that a text of ours writes, with their lines. */
function expressionsIn(text: string): readonly (readonly [string, RegExp])[] {
  const file = ts.createSourceFile("file.ts", text, ts.ScriptTarget.ES2023, true);
  const found: (readonly [string, RegExp])[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      const end = node.text.lastIndexOf("/");
      const flags = new Set([...node.text.slice(end + 1).replace("y", ""), "g"]);
      found.push([`${line + 1}: ${node.text}`, new RegExp(node.text.slice(1, end), [...flags].join(""))]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

// What our expressions repeat, and what stands around it when the rest does not follow.
const repeated = [" ", "\t", "\n", "\r\n", " \n", "/", "_", "-", '"', "'", "`", "(", "[", "]", "{", "}", "=", "*", ":"];
const words = ["a", "A", "1", "0.", "1_", "a ", "a.", "a-", "aa,", "${1:", "\\a", "\u{1f600}", "\ue000", "// a\n"];
const phrases = ["needs ", "private ", "want exactly ", "import { ", " │", "} ", "//"];
const hostile = [...repeated, ...words, ...phrases].flatMap((bit) =>
  [["", "\u0001"] as const, ["x", "!\n"] as const].map(
    ([before, after]) =>
      (length: number): string =>
        before + bit.repeat(length / bit.length) + after,
  ),
);

/** Milliseconds, the least of three. */
function timeOf(expression: RegExp, text: string): number {
  const once = (): number => {
    const start = performance.now();
    text.replace(expression, "");
    return performance.now() - start;
  };
  return Math.min(once(), once(), once());
}

/** Whether some text that is eight times as long takes much more than eight times as long. */
function isSlow(expression: RegExp): boolean {
  return hostile.some((make) => {
    const short = timeOf(expression, make(2000));
    // A linear one is through in a fraction of that.
    if (short < 0.5) return false;
    return timeOf(expression, make(16_000)) > 24 * short;
  });
}

it.each([
  ["/a+$/", true],
  ["/\\s*\\n\\s*/g", true],
  ["/(?<!a)a+$/", false],
  ["/(?<!\\s)\\s*\\n\\s*/g", false],
  ["/^a+$/", false],
])("tells of %s whether it is slow: %s", (text, slow) => {
  expect(expressionsIn(text).map(([, expression]) => isSlow(expression))).toEqual([slow]);
});

it("every regular expression takes linear time", { timeout: 60_000 }, () => {
  const files = roots.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".gen.ts"))
      .map((name) => join(root, name)),
  );
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap((file) =>
    expressionsIn(readFileSync(file, "utf8"))
      .filter(([, expression]) => isSlow(expression))
      .map(([place]) => `${file.slice(file.indexOf("src")).replaceAll("\\", "/")}:${place}`),
  );
  expect(found).toEqual([]);
});
