import type { TokenType } from "chevrotain";
import {
  And,
  Dots,
  EqualEqual,
  Greater,
  GreaterEqual,
  Less,
  LessEqual,
  NotEqual,
  Or,
  Percent,
  Slash,
} from "./tokens.ts";

/** What an operator of another language says here. */
export interface ForeignOperator {
  /** The operator that means the same; null where there is none. */
  readonly type: TokenType | null;
  /** What to do where there is none, or where that needs more than another word. */
  readonly advice: string | null;
}

const equally = (type: TokenType): ForeignOperator => ({ type, advice: null });
const otherwise = (advice: string): ForeignOperator => ({ type: null, advice });

const noBits = otherwise("there is no arithmetic on bits; conditions are joined by `and`, `or` and `not`");
const functions = otherwise(
  "functions are declared, `fn twice(x: int): int = x * 2`, and lists are made of others by `[x * 2 for x in xs]`",
);
const appending = otherwise(
  'lists are put together with `[...a, ...b]`, maps with `{ ...a, ...b }`, texts with "${a}${b}"',
);

const signs: ReadonlyMap<string, ForeignOperator> = new Map([
  ["<>", equally(NotEqual)],
  ["=<", equally(LessEqual)],
  ["=>", equally(GreaterEqual)],
  ["..=", equally(Dots)],
  ["...", equally(Dots)],
  ["..<", otherwise("a range holds both its ends: `0..<3` is `0..2`")],
  ["**", otherwise("there are no powers; multiply: `x * x`")],
  ["++", appending],
  ["+=", otherwise('nothing changes once it is there; a list that adds to another is `[...base.packages, "nginx"]`')],
  ["<<", noBits],
  [">>", noBits],
  ["|", otherwise("conditions are joined by `or`, and functions are called by their names: `lower(name)`")],
  ["->", functions],
  ["|>", otherwise("functions are called by their names: `count(list)`")],
]);

const words: ReadonlyMap<string, ForeignOperator> = new Map([
  ["is", equally(EqualEqual)],
  ["is not", equally(NotEqual)],
  ["isnt", equally(NotEqual)],
  ["eq", equally(EqualEqual)],
  ["ne", equally(NotEqual)],
  ["lt", equally(Less)],
  ["le", equally(LessEqual)],
  ["gt", equally(Greater)],
  ["ge", equally(GreaterEqual)],
  ["mod", equally(Percent)],
  ["div", equally(Slash)],
  ["xor", equally(NotEqual)],
  ...["AND", "And"].map((word) => [word, equally(And)] as const),
  ...["OR", "Or"].map((word) => [word, equally(Or)] as const),
  ["contains", otherwise("whether a list holds something is asked by `in`: `x in list`")],
  ["matches", otherwise('a text is held to a pattern where it comes from: `param name: string matching "…"`')],
  ["instanceof", otherwise("every value has its type from where it is declared: nothing has to be asked")],
]);

const unknownSign = otherwise("the operators are `+ - * / % == != < <= > >= in and or not ..` and `??`");

/** What signs that stand together between two operands were meant as. */
export function foreignSign(written: string): ForeignOperator {
  return signs.get(written) ?? unknownSign;
}

/** What a word between two operands was meant as; undefined for one that is no operator anywhere. */
export function foreignWord(written: string): ForeignOperator | undefined {
  return words.get(written);
}

/** What an arrow behind a name means. */
export const arrowFunction = functions;
