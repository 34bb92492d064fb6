import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const source = resolve(import.meta.dirname, "../../src");

/** The exported functions of a text that no doc comment stands above, with their lines. */
function undocumented(text: string): readonly string[] {
  const file = ts.createSourceFile("file.ts", text, ts.ScriptTarget.ES2023, true);
  return file.statements
    .filter((statement) => functionName(statement) !== null && ts.getJSDocCommentsAndTags(statement).length === 0)
    .map((statement) => {
      const { line } = file.getLineAndCharacterOfPosition(statement.getStart());
      return `${line + 1}: ${functionName(statement)}`;
    });
}

/** Null for what is no function, or not exported. */
function functionName(statement: ts.Statement): string | null {
  if (!ts.canHaveModifiers(statement)) return null;
  const modifiers = ts.getModifiers(statement) ?? [];
  if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return null;
  if (ts.isFunctionDeclaration(statement)) return statement.name?.text ?? "default";
  if (!ts.isVariableStatement(statement)) return null;
  const found = statement.declarationList.declarations.find(
    ({ initializer }) => initializer !== undefined && ts.isArrowFunction(initializer),
  );
  return found?.name.getText() ?? null;
}

it.each([
  ["export function f() {}", ["1: f"]],
  ["\nexport async function f() {}", ["2: f"]],
  ["// f\nexport const f = () => 1;", ["2: f"]],
  ["/** What f is. */\nexport function f() {}", []],
  ["/** What f is. */\nexport const f: F = () => 1;", []],
  ["function f() {}\nexport const one = 1;", []],
])("sees through %j", (text, expected) => {
  expect(undocumented(text)).toEqual(expected);
});

it("every exported function says what it means", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".gen.ts"),
  );
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap((name) =>
    undocumented(readFileSync(join(source, name), "utf8")).map((each) => `${name.replaceAll("\\", "/")}:${each}`),
  );
  expect(found).toEqual([]);
});
