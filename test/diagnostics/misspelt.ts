import type { Source } from "../../src/base/source.ts";
import type { Span } from "../../src/base/span.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";

/** A finding that has all parts, in a file whose name wants escaping. */
export const misspelt: { readonly diagnostics: readonly Diagnostic[]; readonly sources: ReadonlyMap<string, Source> } =
  make();

function make(): typeof misspelt {
  const uri = "net work.immu";
  const text = "network main {\n  privat = {}\n}\n";
  const at = (word: string): Span => ({ uri, start: text.indexOf(word), end: text.indexOf(word) + word.length });
  return {
    sources: new Map([[uri, { uri, text }]]),
    diagnostics: [
      {
        code: "IMMU3002",
        level: "error",
        message: "network main has no attribute `privat`",
        help: "did you mean `private`?",
        span: at("privat"),
        related: [{ span: at("main"), message: "in this one" }],
        fixes: [{ title: "Write `private`", edits: [{ span: at("privat"), text: "private" }] }],
      },
    ],
  };
}
