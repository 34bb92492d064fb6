import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createRegistry } from "vscode-tmgrammar-test/dist/common/index.js";
import { formatNames, scalarNames } from "../../src/semantics/types.ts";
import { lex } from "../../src/syntax/lexer.ts";
import { parse } from "../../src/syntax/parse.ts";
import { immuFiles } from "../support/immu-files.ts";

const root = resolve(import.meta.dirname, "../..");
const everyConstruct = readFileSync(join(import.meta.dirname, "every-construct.immu"), "utf8");
const grammarPath = join(root, "grammar/immu.tmLanguage.json");

/** A stretch of one line with the scopes that an editor colours it by. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

const registry = createRegistry([{ path: grammarPath, scopeName: "source.immu" }]);
let grammar: NonNullable<Awaited<ReturnType<typeof registry.loadGrammar>>>;

beforeAll(async () => {
  const loaded = await registry.loadGrammar("source.immu");
  if (!loaded) throw new Error("the grammar did not load");
  grammar = loaded;
});

describe("the TextMate grammar", () => {
  it("gives the scopes that the sample asserts", () => {
    const manifest = createRequire(import.meta.url).resolve("vscode-tmgrammar-test/package.json");
    const program = join(dirname(manifest), "dist/unit.js");
    const sample = join(import.meta.dirname, "scopes.immu");
    execFileSync(process.execPath, [program, "--grammar", grammarPath, sample], { encoding: "utf8" });
  });

  it("knows every type of the language", () => {
    const text = readFileSync(grammarPath, "utf8");
    const match = /\(\?:([a-z|]+)\)\(\?!\[\\\\w-\]\)"\n\s*\},\n\s*\{ "name": "entity\.name\.type\.immu"/.exec(text);
    expect(match?.[1]?.split("|").sort()).toEqual([...scalarNames, ...formatNames, "range", "policy"].sort());
  });

  it("knows every kind of the standard library", () => {
    const match = /\(\?:([a-z|]+)\)\(\?=\\\\\.\[/.exec(readFileSync(grammarPath, "utf8"));
    const kinds = immuFiles.flatMap(({ path, text }) =>
      path.startsWith("stdlib/") ? [...text.matchAll(/^kind (\S+)/gm)].map(([, name]) => name) : [],
    );
    expect(match?.[1]?.split("|")).toEqual(kinds.sort());
    const queries = readFileSync(join(root, "grammar/tree-sitter/queries/highlights.scm"), "utf8");
    expect(/#any-of\? @type (.*)\)\)/.exec(queries)?.[1]).toBe(kinds.map((kind) => `"${kind}"`).join(" "));
  });

  it("is shown every word and sign of the language", () => {
    const rules = readFileSync(join(root, "grammar/immu.ebnf"), "utf8").replace(/\(\*[\s\S]*?\*\)/g, "");
    const terminals = [...rules.matchAll(/"(\S+?)"/g)];
    const { tokens } = lex(everyConstruct, "every-construct.immu", () => {});
    const images = new Set(tokens.map(({ image }) => image));
    expect(terminals.flatMap(([, terminal = ""]) => (images.has(terminal) ? [] : [terminal]))).toEqual([]);
    expect(parse({ uri: "every-construct.immu", text: everyConstruct }).diagnostics).toEqual([]);
  });

  it("colours every construct as before", async () => {
    const text = everyConstruct;
    const lines = stretchesOf(text).map(({ start, end, scopes }) => {
      const inner = scopes.filter((scope) => scope !== "source.immu").map((scope) => scope.replace(/\.immu$/, ""));
      return `${JSON.stringify(text.slice(start, end))}  ${inner.join(" ")}`;
    });
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("../golden/editors/every-construct.scopes.txt");
  });

  // The lexer is the law on where literals begin and end; the grammar only imitates it.
  it.each([...immuFiles, { path: "every-construct.immu", text: everyConstruct }])(
    "agrees with the lexer in $path",
    ({ path, text }) => {
      const scopes = scopesByOffset(text);
      const wrong: string[] = [];
      const { tokens, comments } = lex(text, path, () => {});
      const pieces = [
        ...tokens.map(({ tokenType, startOffset, image }) => ({
          type: tokenType.name,
          start: startOffset,
          end: startOffset + image.length,
        })),
        ...comments.map(({ start, end }) => ({ type: "Comment", start, end })),
      ];
      for (const { type, start, end } of pieces) {
        const wanted = wantedScope(type);
        if (wanted === null) continue;
        for (let offset = start; offset < end; offset++) {
          if (/\s/.test(text.charAt(offset))) continue;
          if (!(scopes[offset] ?? []).some((scope) => wanted.test(scope))) {
            wrong.push(`${type} ${JSON.stringify(text.slice(start, end))} at ${start} is ${scopes[offset]?.join(" ")}`);
            break;
          }
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});

function stretchesOf(text: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let state: Parameters<typeof grammar.tokenizeLine>[1] = null;
  let start = 0;
  for (const line of text.split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const token of tokens) {
      const end = start + Math.min(token.endIndex, line.length);
      if (line.slice(token.startIndex, token.endIndex).trim() === "") continue;
      stretches.push({ start: start + token.startIndex, end, scopes: token.scopes });
    }
    start += line.length + 1;
  }
  return stretches;
}

function scopesByOffset(text: string): readonly (readonly string[] | undefined)[] {
  const found: (readonly string[] | undefined)[] = [];
  for (const { start, end, scopes } of stretchesOf(text)) {
    for (let offset = start; offset < end; offset++) found[offset] = scopes;
  }
  return found;
}

function wantedScope(type: string): RegExp | null {
  if (/^(String|RawString|StringOpen|StringMiddle|StringClose)$/.test(type)) return /^string\./;
  if (type === "Number") return /^constant\.numeric/;
  if (type === "Comment") return /^comment\./;
  if (/^word (true|false|null)$/.test(type)) return /^(constant\.language|support\.type)/;
  if (/^word (if|then|else|match|for|in|and|or|not)$/.test(type)) return /^keyword\./;
  return null;
}
