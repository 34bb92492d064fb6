import { RE2JS } from "re2js";

export type CompiledPattern =
  | { readonly kind: "ok"; readonly test: (text: string) => boolean }
  | { readonly kind: "broken"; readonly problem: string };

const compiled = new Map<string, CompiledPattern>();

/** A regular expression in RE2 syntax: matching takes linear time, whatever the pattern. Found anywhere in the text. */
export function compilePattern(pattern: string): CompiledPattern {
  let known = compiled.get(pattern);
  if (!known) {
    known = compile(pattern);
    compiled.set(pattern, known);
  }
  return known;
}

function compile(pattern: string): CompiledPattern {
  try {
    const expression = RE2JS.compile(pattern);
    return { kind: "ok", test: (text) => expression.matcher(text).find() };
  } catch (error) {
    return { kind: "broken", problem: error instanceof Error ? error.message : String(error) };
  }
}
