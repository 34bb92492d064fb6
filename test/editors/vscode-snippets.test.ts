import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { hasErrors } from "../../src/diagnostics/diagnostic.ts";
import { format } from "../../src/format/format.ts";
import { parse } from "../../src/syntax/parse.ts";
import { snapshotOf } from "../ide/project.ts";

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}

const file = resolve(import.meta.dirname, "../../editors/vscode/snippets/immu.json");
const snippets: Readonly<Record<string, Snippet>> = JSON.parse(readFileSync(file, "utf8"));
const texts = Object.fromEntries(
  Object.values(snippets).map(({ prefix, body }) => [prefix, `${body.map(withDefaults).join("\n")}\n`]),
);

// The project's own environment makes room for the two.
const project = (texts["new project"] ?? "").replace(/environment prod \{[^}]*\}\n/, "");

it.each([
  ["new project", texts["new project"] ?? ""],
  ["canary", `${texts["new project"]}\n${texts.canary}`],
  ["staging and prod", `${project}\n${texts["staging and prod"]}`],
])("the snippet %s is right as it comes", (_prefix, text) => {
  expect(hasErrors(snapshotOf({ "main.immu": text }).diagnostics())).toBe(false);
});

it.each(Object.entries(texts))("the snippet %s is formatted", (prefix, text) => {
  expect(format(parse({ uri: `${prefix}.immu`, text }).value, text)).toBe(text);
});

function withDefaults(line: string): string {
  return line.replace(/\$\{\d+:([^}]*)\}/g, "$1").replace(/\$\d+/g, "");
}
