import fc from "fast-check";

/** What a production of the grammar stands for. */
export type Pattern =
  | { readonly kind: "choice"; readonly options: readonly Pattern[] }
  | { readonly kind: "sequence"; readonly parts: readonly Pattern[] }
  | { readonly kind: "repeat"; readonly pattern: Pattern; readonly least: 0 | 1; readonly most: 1 | "many" }
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "token"; readonly name: string }
  | { readonly kind: "rule"; readonly name: string };

export type Grammar = ReadonlyMap<string, Pattern>;

/** Reads the notation of `grammar/immu.ebnf`. */
export function readGrammar(text: string): Grammar {
  const tokens = text.replace(/\(\*[\s\S]*?\*\)/g, " ").match(/"[^"]+"|[A-Za-z]+|[=;|()?*+]/g) ?? [];
  const rules = new Map<string, Pattern>();
  let at = 0;
  while (at < tokens.length) {
    const name = take();
    expect("=");
    rules.set(name, choice());
    expect(";");
  }
  return rules;

  function take(): string {
    return tokens[at++] ?? "";
  }
  function expect(token: string): void {
    const found = take();
    if (found !== token) throw new Error(`grammar: expected ${token}, found ${found} at token ${at}`);
  }
  function choice(): Pattern {
    const options = [sequence()];
    while (tokens[at] === "|") {
      at++;
      options.push(sequence());
    }
    return options.length === 1 && options[0] !== undefined ? options[0] : { kind: "choice", options };
  }
  function sequence(): Pattern {
    const parts: Pattern[] = [];
    while (at < tokens.length && !["|", ")", ";"].includes(tokens[at] ?? "")) parts.push(repeated());
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "sequence", parts };
  }
  function repeated(): Pattern {
    const pattern = single();
    const mark = tokens[at] ?? "";
    if (!["?", "*", "+"].includes(mark)) return pattern;
    at++;
    return { kind: "repeat", pattern, least: mark === "+" ? 1 : 0, most: mark === "?" ? 1 : "many" };
  }
  function single(): Pattern {
    const token = take();
    if (token === "(") {
      const inner = choice();
      expect(")");
      return inner;
    }
    if (token.startsWith('"')) return { kind: "literal", text: token.slice(1, -1) };
    return /^[A-Z]+$/.test(token) ? { kind: "token", name: token } : { kind: "rule", name: token };
  }
}

/** Every rule that a pattern mentions. */
export function mentioned(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case "choice":
      return pattern.options.flatMap(mentioned);
    case "sequence":
      return pattern.parts.flatMap(mentioned);
    case "repeat":
      return mentioned(pattern.pattern);
    case "rule":
      return [pattern.name];
    default:
      return [];
  }
}

/** A derived sentence: its tokens, and the rules that took part. */
export interface Sentence {
  readonly tokens: readonly string[];
  readonly rules: ReadonlySet<string>;
}

/**
 * Sentences derived from a rule. `tokens` makes the text of each token. Once `budget` rules were expanded, choices take
 * what ends soonest.
 */
export function sentences(
  grammar: Grammar,
  start: string,
  tokens: Readonly<Record<string, fc.Arbitrary<string>>>,
  budget = 60,
): fc.Arbitrary<Sentence> {
  const costs = costsOf(grammar);
  return fc.gen().map((gen) => {
    const output: string[] = [];
    const rules = new Set<string>();
    let left = budget;
    const cost = (pattern: Pattern): number => costOf(pattern, costs);
    const expand = (pattern: Pattern): void => {
      switch (pattern.kind) {
        case "literal":
          output.push(pattern.text);
          return;
        case "token": {
          const token = tokens[pattern.name];
          if (token === undefined) throw new Error(`no text for the token ${pattern.name}`);
          output.push(gen(() => token));
          return;
        }
        case "rule": {
          const rule = grammar.get(pattern.name);
          if (rule === undefined) throw new Error(`no rule ${pattern.name}`);
          rules.add(pattern.name);
          left--;
          expand(rule);
          return;
        }
        case "sequence":
          pattern.parts.forEach(expand);
          return;
        case "repeat": {
          // Mostly none: an expression has a dozen places to repeat at, and the first would take all of the budget.
          const most = left <= 0 ? pattern.least : pattern.most === 1 ? 1 : 3;
          const wished = gen(fc.constantFrom, 0, 0, 0, 0, 0, 1, 1, 2, 3);
          const times = Math.min(most, Math.max(pattern.least, wished));
          for (let time = 0; time < times; time++) expand(pattern.pattern);
          return;
        }
        case "choice": {
          const cheapest = Math.min(...pattern.options.map(cost));
          const options = left > 0 ? pattern.options : pattern.options.filter((option) => cost(option) === cheapest);
          expand(options[gen(fc.nat, options.length - 1)] ?? { kind: "sequence", parts: [] });
          return;
        }
      }
    };
    expand({ kind: "rule", name: start });
    return { tokens: output, rules };
  });
}

// How many levels of rules a pattern needs at the least.
function costsOf(grammar: Grammar): ReadonlyMap<string, number> {
  const costs = new Map<string, number>();
  for (let changed = true; changed; ) {
    changed = false;
    for (const [name, pattern] of grammar) {
      const cost = costOf(pattern, costs) + 1;
      if (cost < (costs.get(name) ?? Number.POSITIVE_INFINITY)) {
        costs.set(name, cost);
        changed = true;
      }
    }
  }
  return costs;
}

function costOf(pattern: Pattern, costs: ReadonlyMap<string, number>): number {
  switch (pattern.kind) {
    case "rule":
      return costs.get(pattern.name) ?? Number.POSITIVE_INFINITY;
    case "sequence":
      return Math.max(0, ...pattern.parts.map((part) => costOf(part, costs)));
    case "choice":
      return Math.min(...pattern.options.map((option) => costOf(option, costs)));
    case "repeat":
      return pattern.least === 0 ? 0 : costOf(pattern.pattern, costs);
    default:
      return 0;
  }
}
