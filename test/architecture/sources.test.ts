import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { analyse } from "scslre";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const edge = /^(host|cli|lsp)\//;

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("file.ts", text, ts.ScriptTarget.ES2023, true);
}

/** Names through which the world gets in: clock, chance, process, network, timers, locale. */
const impure = new Set([
  "console",
  "crypto",
  "Date",
  "fetch",
  "global",
  "globalThis",
  "navigator",
  "performance",
  "process",
  "queueMicrotask",
  "require",
  "setImmediate",
  "setInterval",
  "setTimeout",
]);
const impureMembers = new Set(["Math.random"]);
// Their answer depends on the machine's language.
const localeMethods = new Set(["localeCompare", "toLocaleString", "toLocaleLowerCase", "toLocaleUpperCase"]);

/** What a source uses of the world, with its line. */
function impurities(file: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  const report = (node: ts.Node, name: string): void => {
    found.push(`${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${name}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      if (impureMembers.has(`${node.expression.getText()}.${node.name.text}`)) report(node, node.getText());
      if (localeMethods.has(node.name.text)) report(node, node.name.text);
      visit(node.expression);
      return;
    }
    if (ts.isIdentifier(node) && node.text === "Date" && readsNoClock(node)) return;
    if (ts.isIdentifier(node) && impure.has(node.text) && isUse(node)) report(node, node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

// A time that was written down is data: `new Date(text)`, `Date.parse(text)`.
function readsNoClock({ parent }: ts.Identifier): boolean {
  if (ts.isNewExpression(parent)) return (parent.arguments?.length ?? 0) > 0;
  return ts.isPropertyAccessExpression(parent) && ["parse", "UTC"].includes(parent.name.text);
}

// A name that something is given is not a use of the global of that name.
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) return parent.name !== node;
  if (ts.isMethodDeclaration(parent) || ts.isMethodSignature(parent)) return false;
  return !ts.isTypeReferenceNode(parent) && !ts.isLiteralTypeNode(parent);
}

it.each([
  ["process.env.HOME", ["1: process"]],
  ["const x =\n  new Date()", ["2: Date"]],
  ["Date.now()", ["1: Date"]],
  ["new Date(text); Date.parse(text)", []],
  ["Math.random()", ["1: Math.random"]],
  ["Math.max(1, 2)", []],
  ["a.localeCompare(b)", ["1: localeCompare"]],
  ["const plan = { process: 1 }; plan.process", []],
  ["// process\n'Date'", []],
  ["f(globalThis)", ["1: globalThis"]],
])("sees through %j", (text, expected) => {
  expect(impurities(parse(text))).toEqual(expected);
});

/** The exported functions of a source that no doc comment stands above, with their lines. */
function undocumented(file: ts.SourceFile): readonly string[] {
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
  expect(undocumented(parse(text))).toEqual(expected);
});

/** The regular expressions of a source that some text takes more than linear time with, with their lines. */
function slowExpressions(file: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node) && isSlow(node.text))
      found.push(`${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.text}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** By how it is matched, or by from where it is looked for. */
function isSlow(expression: string): boolean {
  const end = expression.lastIndexOf("/");
  return analyse(new RegExp(expression.slice(1, end), expression.slice(end + 1))).reports.length > 0;
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
  expect(slowExpressions(parse(text))).toEqual(slow ? [`1: ${text}`] : []);
});

describe("the core is pure, every exported function says what it means, every regular expression takes linear time", () => {
  const files = sourcesIn("src");

  it("has files to look at", () => {
    expect(files.length).toBeGreaterThan(500);
  });

  it.each(files)("%s", (name) => {
    const file = parse(readFileSync(join(root, "src", name), "utf8"));
    if (!edge.test(name)) expect(impurities(file)).toEqual([]);
    if (name.endsWith(".gen.ts")) return;
    expect(undocumented(file)).toEqual([]);
    expect(slowExpressions(file)).toEqual([]);
  });
});

it.each(sourcesIn("editors/vscode/src"))(
  "every regular expression of VS Code's extension takes linear time: %s",
  (name) => {
    expect(slowExpressions(parse(readFileSync(join(root, "editors/vscode/src", name), "utf8")))).toEqual([]);
  },
);

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts"));
}
