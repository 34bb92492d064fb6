import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { contextualWords } from "../../src/syntax/tokens.ts";
import { sharedFolder } from "../host/temporary-folder.ts";
import { readGrammar, sentences } from "../support/grammar.ts";
import { immuFiles } from "../support/immu-files.ts";
import { missingEditor } from "./support/editor-session.ts";
import { describeWithTools } from "./support/tools.ts";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "grammar/tree-sitter");

const missing = [
  missingEditor("gcc", ["--version"], "gcc"),
  missingEditor(
    "gcc",
    ["-fsyntax-only", "-include", "tree_sitter/api.h", "-x", "c", "/dev/null"],
    "libtree-sitter-dev",
  ),
];

describeWithTools("The tree-sitter grammar", missing, () => {
  const scratch = sharedFolder();
  const program = join(scratch, "check");
  const queries = readdirSync(join(folder, "queries")).map((name) => join(folder, "queries", name));
  const check = (files: readonly string[]): string => {
    const { stdout, stderr, status } = spawnSync(program, [...queries, "--", ...files], {
      encoding: "utf8",
      cwd: root,
    });
    return status === 0 ? "" : `${stdout}${stderr}` || `ended with ${status}`;
  };

  beforeAll(() => {
    const sources = [join(import.meta.dirname, "support/tree-sitter-check.c"), join(folder, "src/parser.c")];
    execFileSync("gcc", ["-O1", "-I", join(folder, "src"), ...sources, "-ltree-sitter", "-o", program]);
  });

  it("parses every source that there is, and its queries fit it", () => {
    const others = ["src/cli/template/main.immu", "test/editors/every-construct.immu"];
    expect(check([...immuFiles.map(({ path }) => path), ...others])).toBe("");
  });

  // Whoever changes grammar.js has the generator, which npm can't bring everywhere.
  it.skipIf(missingEditor("tree-sitter", ["--version"], "tree-sitter-cli") !== null)("is generated", () => {
    cpSync(join(folder, "grammar.js"), join(scratch, "grammar/grammar.js"));
    writeFileSync(join(scratch, "grammar/package.json"), '{ "type": "module" }');
    execFileSync("tree-sitter", ["generate", "--abi", "14"], { cwd: join(scratch, "grammar"), stdio: "pipe" });
    const rules = (path: string): unknown => JSON.parse(readFileSync(join(path, "src/grammar.json"), "utf8")).rules;
    expect(rules(folder)).toEqual(rules(join(scratch, "grammar")));
  });

  it("sees what is wrong", () => {
    const file = join(scratch, "wrong.immu");
    writeFileSync(file, "let port = 8080\nlet next = = 1\n");
    expect(check([file])).toBe(`${file}:2:12\n`);
  });

  it("parses what the grammar derives", () => {
    const grammar = readGrammar(readFileSync(join(root, "grammar/immu.ebnf"), "utf8"));
    const constants = ['"text"', 'r"\\d+"', '"""\n  two\n    "lines"\n  """'];
    const words = contextualWords.map((type) => type.LABEL ?? "");
    const tokens = {
      NAME: fc.constantFrom("a", "web", "long-name_1", "naïve", ...words),
      KINDNAME: fc.constantFrom("fleet", "image", "step"),
      NUMBER: fc.constantFrom("0", "1_000", "2.5", "30s", "99.9%"),
      CONSTANT: fc.constantFrom(...constants),
      STRING: fc.constantFrom(...constants, '"a ${b + "c"} \\" $ d"'),
    };
    const source = sentences(grammar, "File", tokens).map((sentence) => `${sentence.tokens.join(" ")}\n`);
    const derived = join(scratch, "derived");
    mkdirSync(derived);
    const files = fc.sample(source, { numRuns: 3000, seed: 1 }).map((text, index) => {
      const file = join(derived, `${index}.immu`);
      writeFileSync(file, text);
      return file;
    });
    expect(check(files)).toBe("");
  });
});
