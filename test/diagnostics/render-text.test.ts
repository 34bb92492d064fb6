import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import picocolors from "picocolors";
import stringWidth from "string-width";
import { describe, expect, it, test } from "vitest";
import type { Source } from "../../src/base/source.ts";
import type { Span } from "../../src/base/span.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { noColors } from "../../src/diagnostics/render/palette.ts";
import { renderText, type TextOptions } from "../../src/diagnostics/render/text/render-text.ts";

const options: TextOptions = { palette: noColors, width: 72, pathOf: (uri) => uri };

/** Sources by uri. `«…»` marks the primary span, `‹…›` a related one, `⟦…⟧` what a fix replaces; the marks are taken out. */
interface Case {
  readonly sources: Readonly<Record<string, string>>;
  readonly finding?: Partial<Diagnostic>;
  readonly related?: string;
  readonly fix?: { readonly title: string; readonly text: string };
}

const cases: Readonly<Record<string, Case>> = {
  "one-span": { sources: { "main.immu": "fleet web {\n  size = «2..1»\n}\n" } },
  "empty-span-at-the-end": { sources: { "main.immu": "fleet web {\n«»" } },
  "empty-source": { sources: { "main.immu": "«»" } },
  "message-of-several-lines": {
    sources: { "main.immu": "fleet «web»" },
    finding: { message: "no `a\nerror[IMMU0000]: forged`" },
  },
  help: { sources: { "main.immu": "fleet «web»" }, finding: { help: "first line\nsecond line" } },
  warning: { sources: { "main.immu": "fleet «web»" }, finding: { level: "warning" } },
  note: { sources: { "main.immu": "fleet «web»" }, finding: { level: "info" } },
  "several-lines": { sources: { "main.immu": "// before\n«fleet web {\n  size = 1\n  more = 2\n}» // after\n" } },
  "several-lines-with-a-label-inside": {
    sources: { "main.immu": "fleet web «{\n  size = ‹1›\n  more = 2\n}»\n" },
    related: "this one",
  },
  "related-on-the-same-line": {
    sources: { "main.immu": "let a = ‹first› + «second»\n" },
    related: "the other side",
  },
  "related-after-on-the-same-line": {
    sources: { "main.immu": "let a = «first» + ‹second›\n" },
    related: "the other side",
  },
  "related-far-away": {
    sources: { "main.immu": `let ‹a› = 1\n${"\n".repeat(30)}let «a» = 2\n` },
    related: "declared here first",
  },
  "related-two-lines-away": {
    sources: { "main.immu": "let ‹a› = 1\n// between\nlet «a» = 2\n" },
    related: "declared here first",
  },
  "related-in-another-file": {
    sources: { "main.immu": 'import { «prt» } from "./b"\n', "b.immu": "\n\nlet ‹port› = 80\n" },
    related: "there is this one",
  },
  "related-in-the-library": {
    sources: {
      "main.immu": "network main { «privat» = {} }\n",
      "std/network": "kind network {\n  ‹private›: {string: string}\n}\n",
    },
    related: "declared here",
  },
  "source-unknown": { sources: {}, finding: { span: { uri: "gone.immu", start: 3, end: 5 } } },
  tabs: { sources: { "main.immu": "\tfleet\t«web»\tx\n" } },
  "wide-characters": { sources: { "main.immu": 'let name = "日本語" + «bad»\n' } },
  "astral-and-joined-characters": { sources: { "main.immu": 'let name = "👩‍👩‍👧 é 𝒳" + «bad»\n' } },
  "wide-span": { sources: { "main.immu": "let «日本» = 1\n" } },
  "characters-that-hide": { sources: { "main.immu": 'let a = "\u202e\u0007" + «b»\n' } },
  "words-that-hide": {
    sources: { "main.immu": 'let a = "\u202e" + ⟦«b»⟧ // ‹c›\n' },
    finding: { message: "a\u001b[2Jb", help: "c\u202ed" },
    related: "e\u0007f",
    fix: { title: "g\u200bh", text: "i\u2066" },
  },
  "path-that-hides": { sources: { "a\u001b[2J\n/main.immu": "let «a» = 1\n" } },
  "carriage-returns": { sources: { "main.immu": "let a = 1\r\nlet «b» = 2\r\n" } },
  "long-line": { sources: { "main.immu": `let a = "${"x".repeat(200)}" + «bad» + "${"y".repeat(200)}"\n` } },
  "long-line-at-its-start": { sources: { "main.immu": `let «a» = "${"x".repeat(200)}"\n` } },
  "long-line-at-its-end": { sources: { "main.immu": `let a = "${"x".repeat(200)}" + «bad»\n` } },
  "span-longer-than-the-line": { sources: { "main.immu": `let a = «"${"x".repeat(200)}"»\n` } },
  "fix-told-by-help": {
    sources: { "main.immu": "image = image.⟦«wbe»⟧\n" },
    finding: { help: "did you mean `web`?" },
    fix: { title: "write `web`", text: "web" },
  },
  "fix-as-a-diff": {
    sources: { "main.immu": "network main {\n⟦  «privat» = {}\n⟧}\n" },
    fix: { title: "remove it", text: "" },
  },
  "fix-that-adds-lines": {
    sources: { "main.immu": "network «main» {⟦⟧}\n" },
    fix: { title: "write what is missing", text: "\n  vpc = {}\n  private = {}\n" },
  },
};

const pairs = { primary: ["«", "»"], related: ["‹", "›"], fix: ["⟦", "⟧"] } as const;
const marks = /[«»‹›⟦⟧]/g;

function unmark(files: Case["sources"]): { readonly sources: Map<string, Source>; readonly spans: Map<string, Span> } {
  const spans = new Map<string, Span>();
  const sources = new Map<string, Source>();
  for (const [uri, marked] of Object.entries(files)) {
    sources.set(uri, { uri, text: marked.replace(marks, "") });
    const offset = (mark: string): number => marked.slice(0, marked.indexOf(mark)).replace(marks, "").length;
    for (const [name, [open, close]] of Object.entries(pairs)) {
      if (marked.includes(open)) spans.set(name, { uri, start: offset(open), end: offset(close) });
    }
  }
  return { sources, spans };
}

function render(one: Case, more: Partial<TextOptions> = {}): string {
  const { sources, spans } = unmark(one.sources);
  const related = spans.get("related");
  const fix = spans.get("fix");
  const diagnostic: Diagnostic = {
    code: "IMMU3001",
    level: "error",
    message: "what is wrong with `this`",
    span: spans.get("primary") ?? { uri: "main.immu", start: 0, end: 0 },
    related: related && one.related ? [{ span: related, message: one.related }] : [],
    fixes: fix && one.fix ? [{ title: one.fix.title, edits: [{ span: fix, text: one.fix.text }] }] : [],
    ...one.finding,
  };
  return renderText([diagnostic], sources, { ...options, ...more });
}

describe("renders", () => {
  test.each(Object.keys(cases))("%s", async (name) => {
    const one = cases[name];
    if (one === undefined) throw new Error(name);
    await expect(render(one)).toMatchFileSnapshot(`../golden/diagnostics/${name}.txt`);
  });
});

it("colours change no text", () => {
  const palette = picocolors.createColors(true);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of colours are what is looked for
  const escapes = /\u001b\[\d+m/g;
  for (const one of Object.values(cases)) {
    const colored = render(one, { palette });
    expect(colored).toMatch(escapes);
    expect(colored.replace(escapes, "")).toBe(render(one));
  }
});

it("names files as the reader would", () => {
  const text = render({ sources: { "main.immu": "fleet «web»" } }, { pathOf: (uri) => `shop/${uri}` });
  expect(text).toContain("--> shop/main.immu:1:7\n");
});

it("has no golden that no case makes", async () => {
  const { readdirSync } = await import("node:fs");
  const folder = join(import.meta.dirname, "../golden/diagnostics");
  expect(readdirSync(folder).filter((name) => !(name.replace(/\.txt$/, "") in cases))).toEqual([]);
  expect(readFileSync(join(folder, "one-span.txt"), "utf8")).toContain("^^^^");
});

// The law that all of the layout serves: the marks stand under what they mark.
it("puts carets exactly under the span, whatever stands before it", () => {
  const piece = fc.constantFrom("a", "é", "e\u0301", "日", "👩‍👩‍👧", "𝒳", " ", "\t", "ｗ", "\u200b", "🇩🇪");
  const line = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(line, line, (before, after) => {
      const text = `${before}|X|${after}`;
      const start = before.length + 1;
      const rendered = render({
        sources: { "main.immu": text },
        finding: { span: { uri: "main.immu", start, end: start + 1 } },
      });
      const [shown = "", marked = ""] = rendered.split("\n").slice(3);
      expect(stringWidth(shown.slice(0, shown.indexOf("|X|") + 1))).toBe(marked.indexOf("^"));
      expect(marked.trim().endsWith("| ^") || marked.trim().endsWith(" ^")).toBe(true);
    }),
  );
});

describe("folds what is repeated", () => {
  const lines = Array.from({ length: 9 }, (_, index) => `let a${index} = ${index}\n`);
  const sources = new Map([["main.immu", { uri: "main.immu", text: lines.join("") }]]);
  const finding = (index: number, level: Diagnostic["level"], start: number): Diagnostic => ({
    code: "IMMU6110",
    level,
    message: `a${index} is not scaled`,
    span: { uri: "main.immu", start: start + 4, end: start + 6 },
    related: [],
    fixes: [],
  });
  const rendered = (count: number, level: Diagnostic["level"], apart: boolean): string =>
    renderText(
      lines.slice(0, count).map((_, index) => finding(index, level, apart ? index * 11 : 0)),
      sources,
      options,
    );

  test("at one place, beyond the third", () => {
    const text = rendered(9, "error", false);
    expect(text.match(/is not scaled/g)).toHaveLength(3);
    expect(text).toContain("\n… and 6 more of IMMU6110 at the same place\n\n");
  });

  test("warnings wherever they are, and tells where", () => {
    const text = rendered(9, "warning", true);
    expect(text.match(/is not scaled/g)).toHaveLength(3);
    expect(text).toContain("\n… and 6 more of IMMU6110 at main.immu:4:5, main.immu:5:5, main.immu:6:5, …\n\n");
  });

  test("not errors at places of their own, and not the few", () => {
    expect(rendered(9, "error", true).match(/is not scaled/g)).toHaveLength(9);
    expect(rendered(5, "info", false).match(/is not scaled/g)).toHaveLength(5);
    expect(rendered(9, "error", true) + rendered(5, "info", false)).not.toContain("more of");
  });
});

test("of many related places the first are shown, and the rest are counted", () => {
  const text = `let a = ${"q + ".repeat(5000)}1\n`;
  const spanAt = (at: number): Span => ({ uri: "main.immu", start: 8 + 4 * at, end: 9 + 4 * at });
  const related = Array.from({ length: 4999 }, (_, at) => ({ span: spanAt(at + 1), message: "and here" }));
  const finding: Diagnostic = { code: "IMMU2001", level: "error", message: "no", span: spanAt(0), related, fixes: [] };
  const rendered = renderText([finding], new Map([["main.immu", { uri: "main.immu", text }]]), options);
  expect(rendered).toContain("= note: and 4979 more such places\n");
  expect(rendered.split("and here")).toHaveLength(21);
});

test("a fix of a line that is longer than a screen is told by its title", () => {
  const text = `let a = ${"1 + ".repeat(1000)}x\n`;
  const span = { uri: "main.immu", start: text.length - 2, end: text.length - 1 };
  const fix = { title: "Write it out", edits: [{ span, text: "1" }] };
  const finding: Diagnostic = { code: "IMMU2001", level: "error", message: "no", span, related: [], fixes: [fix] };
  const rendered = renderText([finding], new Map([["main.immu", { uri: "main.immu", text }]]), options);
  expect(rendered).toContain("= fix: Write it out\n");
  expect(Math.max(...rendered.split("\n").map((line) => line.length))).toBeLessThanOrEqual(options.width);
});

test("a line that is long and wrong in many places is laid out once", () => {
  const word = "wrong + ";
  const text = `let a = ${word.repeat(5000)}1\n`;
  const finding = (at: number): Diagnostic => ({
    code: "IMMU2001",
    level: "error",
    message: "no",
    span: { uri: "main.immu", start: 8 + at * word.length, end: 13 + at * word.length },
    related: [],
    fixes: [],
  });
  const findings = Array.from({ length: 5000 }, (_, at) => finding(at));
  const before = process.cpuUsage();
  const rendered = renderText(findings, new Map([["main.immu", { uri: "main.immu", text }]]), options);
  const { user } = process.cpuUsage(before);
  expect(rendered.split("error[IMMU2001]")).toHaveLength(5001);
  // Microseconds; a layout for each finding takes half a minute.
  expect(user).toBeLessThan(5_000_000);
});
