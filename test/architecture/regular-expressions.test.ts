import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { analyse } from "scslre";
import ts from "typescript";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

interface Written {
  readonly line: number;
  readonly text: string;
}

/** The regular expressions that a text of ours writes. */
function expressionsIn(text: string): readonly Written[] {
  const file = ts.createSourceFile("file.ts", text, ts.ScriptTarget.ES2023, true);
  const found: Written[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push({ line: line + 1, text: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Whether some text takes more than linear time, by how it is matched or by from where it is looked for. */
function isSlow({ text }: Written): boolean {
  const end = text.lastIndexOf("/");
  return analyse(new RegExp(text.slice(1, end), text.slice(end + 1))).reports.length > 0;
}

it.each([
  ["/(?:a+)+$/", true],
  ["/^(\\d+)-*(.+)$/", true],
  ["/a+$/", true],
  ["/\\s*\\n\\s*/g", true],
  ["/(?<!a)a+$/", false],
  ["/(?<!\\s)\\s*\\n\\s*/g", false],
  ["/^a+$/", false],
])("tells of %s whether it is slow: %s", (text, slow) => {
  expect(expressionsIn(text).map(isSlow)).toEqual([slow]);
});

it("every regular expression takes linear time", () => {
  const files = ["src", "editors/vscode/src"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !name.endsWith(".gen.ts"))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  );
  expect(files.length).toBeGreaterThan(500);
  const slow = files.flatMap((file) =>
    expressionsIn(readFileSync(join(root, file), "utf8"))
      .filter(isSlow)
      .map(({ line, text }) => `${file}:${line}: ${text}`),
  );
  expect(slow).toEqual([]);
});
