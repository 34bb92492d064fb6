import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lex } from "../../src/syntax/lexer.ts";
import { compileFiles, type Files } from "../support/compile.ts";

// What happens to people: a token left out, typed twice, in the wrong place, or misspelt. One slip, one message: each
// share is a little below what was measured, so that a change that lets consequences through shows.
const least: Readonly<Record<string, number>> = { "left out": 0.95, twice: 0.95, swapped: 0.86, misspelt: 0.88 };

interface Token {
  readonly start: number;
  readonly image: string;
}

type Slip = (text: string, token: Token, next: Token | undefined) => string | null;

const slips: Readonly<Record<string, Slip>> = {
  "left out": (text, { start, image }) => text.slice(0, start) + text.slice(start + image.length),
  twice: (text, { start, image }) => `${text.slice(0, start)}${image} ${text.slice(start)}`,
  swapped: (text, token, next) => {
    if (next === undefined) return null;
    const between = text.slice(token.start + token.image.length, next.start);
    return text.slice(0, token.start) + next.image + between + token.image + text.slice(next.start + next.image.length);
  },
  misspelt: (text, { start, image }) => {
    if (!/^[a-z_]{3,}$/.test(image) || image[0] === image[1]) return null;
    return `${text.slice(0, start)}${image[1]}${image[0]}${text.slice(start + 2)}`;
  },
};

describe.each(Object.entries(slips))("a token %s", (name, slip) => {
  test("gets one message, nearly always", () => {
    const counts = ["blue-green", "shop"].flatMap((example) => countsOf(example, slip));
    const told = counts.filter((count) => count > 0);
    expect(told.length).toBeGreaterThan(40);
    expect(told.filter((count) => count === 1).length / told.length).toBeGreaterThan(least[name] ?? 1);
  });
});

/** How many findings each changed source gets beside those that the example has. */
function countsOf(example: string, slip: Slip): readonly number[] {
  const files = filesOf(join(import.meta.dirname, "../../examples", example));
  const before = new Set(findingsOf(files));
  return Object.entries(files).flatMap(([path, text]) => {
    if (!path.endsWith(".immu") || typeof text !== "string") return [];
    const tokens = tokensOf(text, path);
    return tokens.flatMap((token, index) => {
      const changed = index % stride === 0 ? slip(text, token, tokens[index + 1]) : null;
      return changed === null
        ? []
        : [findingsOf({ ...files, [path]: changed }).filter((each) => !before.has(each)).length];
    });
  });
}

const stride = 7;

function tokensOf(text: string, uri: string): readonly Token[] {
  return lex(text, uri, () => {})
    .tokens.filter(({ image }) => image !== "")
    .map(({ startOffset, image }) => ({ start: startOffset, image }));
}

function findingsOf(files: Files): readonly string[] {
  return compileFiles(files).diagnostics.map(({ code, message }) => `${code} ${message}`);
}

function filesOf(root: string): Files {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("/dist"))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}
