import { RE2JS } from "re2js";

export type CompiledPattern =
  /** `cost`: how many times as long as reading it a character of a text takes, at the most. */
  | { readonly kind: "ok"; readonly cost: number; readonly test: (text: string) => boolean }
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

const ofLibrary = new Map<string, RegExp>();

/**
 * Whether a text matches a pattern that the standard library writes. JavaScript's own regular expressions serve for
 * those: a test holds each to what the syntax of RE2 makes of it, and to a form that takes linear time.
 */
export function matchesLibraryPattern(pattern: string, text: string): boolean {
  let expression = ofLibrary.get(pattern);
  if (!expression) {
    expression = new RegExp(pattern, "u");
    ofLibrary.set(pattern, expression);
  }
  return expression.test(text);
}

/** Whether a text matches the pattern that a module writes. One that is broken is reported there, and takes every text. */
export function takesPattern(pattern: string, module: string, text: string): boolean {
  if (module.startsWith("std/")) return matchesLibraryPattern(pattern, text);
  const expression = compilePattern(pattern);
  return expression.kind !== "ok" || expression.test(text);
}

// What takes longer to compile than an editor waits, and more stack than there is.
const [longest, largest] = [1000, 10_000];

function compile(pattern: string): CompiledPattern {
  if (pattern.length > longest) return { kind: "broken", problem: `it has more than ${longest} characters` };
  try {
    const expression = RE2JS.compile(pattern);
    const size = expression.programSize();
    if (size > largest) return { kind: "broken", problem: `its repeats come to more than ${largest} parts` };
    // Measured: some 100 ns for each part of the expression.
    return { kind: "ok", cost: 8 * size, test: (text) => expression.matcher(text).find() };
  } catch (error) {
    return { kind: "broken", problem: error instanceof Error ? error.message : String(error) };
  }
}
