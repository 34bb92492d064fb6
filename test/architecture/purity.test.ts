import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const source = resolve(import.meta.dirname, "../../src");
const edge = /^(host|cli|lsp)\//;

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

/** What a text uses of the world, with its line. */
function impurities(text: string): readonly string[] {
  const file = ts.createSourceFile("file.ts", text, ts.ScriptTarget.ES2023, true);
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
  expect(impurities(text)).toEqual(expected);
});

describe("the core is pure", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".ts") && !edge.test(name));

  it("has files to look at", () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it.each(files)("%s", (name) => {
    expect(impurities(readFileSync(join(source, name), "utf8"))).toEqual([]);
  });
});
