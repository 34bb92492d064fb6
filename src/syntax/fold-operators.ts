import type { IToken } from "chevrotain";
import { type Span, spanOf } from "../base/span.ts";
import { chainedComparison } from "../diagnostics/codes/chained-comparison.ts";
import { nestingTooDeep } from "../diagnostics/codes/nesting-too-deep.ts";
import { unparenthesized } from "../diagnostics/codes/unparenthesized.ts";
import type { Report } from "../diagnostics/definition.ts";
import type { Binary, BinaryOperator, Expression } from "./ast.ts";

/** An operand of a flat run, with the `-` and `not` before it. */
export interface Operand {
  readonly prefixes: readonly IToken[];
  readonly node: Expression;
  /** In nodes from its root to its deepest leaf. */
  readonly height: number;
}

/** How tall an expression may grow: a long chain of operators leans to the left, one level an operator. */
export const heightLimit = 512;

/**
 * Builds the tree of `a + b * c …` out of its operands and the operators between them, by precedence. What does not
 * chain is reported and read from left to right.
 */
export function foldOperators(
  operands: readonly Operand[],
  operators: readonly IToken[],
  uri: string,
  report: Report,
): Tree {
  const { node, height } = pair(operands, operators, uri) ?? fold(operands, operators, uri, report);
  if (height <= heightLimit) return { node, height };
  report(nestingTooDeep, node, { what: "an expression", limit: heightLimit });
  return { node: { kind: "Missing", ...spanOf(node) }, height: 1 };
}

interface Tree {
  readonly node: Expression;
  readonly height: number;
}

// `a + b`, as most are, needs no precedence.
function pair(operands: readonly Operand[], operators: readonly IToken[], uri: string): Tree | undefined {
  const left = operands[0];
  const right = operands[1];
  const token = operators[0];
  if (operators.length > 1 || left === undefined || right === undefined || token === undefined) return undefined;
  if (left.prefixes.length > 0 || right.prefixes.length > 0) return undefined;
  const node = binaryOf(left.node, token, right.node, uri);
  return { node, height: Math.max(left.height, right.height) + 1 };
}

function binaryOf(left: Expression, token: IToken, right: Expression, uri: string): Binary {
  return {
    kind: "Binary",
    uri,
    start: left.start,
    end: right.end,
    operator: operatorOf(token) as BinaryOperator,
    operatorSpan: spanOfToken(token, uri),
    left,
    right,
  };
}

function fold(operands: readonly Operand[], operators: readonly IToken[], uri: string, report: Report): Tree {
  let next = 0;
  let height = 0;

  const node = binary(levels["??"], 0);
  return { node, height };

  function binary(level: number, from: number): Expression {
    let left = unary(level, from);
    let leftHeight = height;
    for (let token = operators[next]; token !== undefined; token = operators[next]) {
      const operator = operatorOf(token) as BinaryOperator;
      const own = levels[operator];
      if (own < level) break;
      next++;
      const right = binary(own + 1, 0);
      if (!chains(own) && left.kind === "Binary" && levels[left.operator] === own) {
        report(chainedComparison, spanOfToken(token, uri), { first: left.operator, second: operator });
      }
      left = binaryOf(left, token, right, uri);
      leftHeight = Math.max(leftHeight, height) + 1;
    }
    height = leftHeight;
    return left;
  }

  function unary(level: number, from: number): Expression {
    const operand = operands[next];
    if (operand === undefined) throw new Error("one operand more than there are operators");
    const prefix = operand.prefixes[from];
    if (prefix === undefined) {
      height = operand.height;
      return operand.node;
    }
    if (operatorOf(prefix) === "not") return negation(prefix, level, from);
    const inner = unary(levels.unary, from + 1);
    height++;
    return { kind: "Unary", uri, start: prefix.startOffset, end: inner.end, operator: "-", operand: inner };
  }

  // `not` takes in a whole comparison. Behind an operator that binds tighter it needs parentheses.
  function negation(prefix: IToken, level: number, from: number): Expression {
    const misplaced = level > levels.not;
    const inner = misplaced ? unary(levels.unary, from + 1) : binary(levels.not, from + 1);
    height++;
    const span = { uri, start: prefix.startOffset, end: inner.end };
    if (misplaced) {
      const edits = [
        { span: { ...span, end: span.start }, text: "(" },
        { span: { ...span, start: span.end }, text: ")" },
      ];
      report(unparenthesized, span, { word: "not" }, { fixes: [{ title: "Add parentheses", edits }] });
    }
    return { kind: "Unary", ...span, operator: "not", operand: inner };
  }
}

const levels: Readonly<Record<BinaryOperator | "not" | "unary", number>> = {
  "??": 1,
  or: 2,
  and: 3,
  not: 4,
  "==": 5,
  "!=": 5,
  "<": 5,
  "<=": 5,
  ">": 5,
  ">=": 5,
  in: 5,
  "..": 6,
  "+": 7,
  "-": 7,
  "*": 8,
  "/": 8,
  "%": 8,
  unary: 9,
};

function chains(level: number): boolean {
  return level !== levels["=="] && level !== levels[".."];
}

// By the type, not by the text: a mistaken `&&` has become an `and`.
function operatorOf(token: IToken): string {
  return token.tokenType.LABEL ?? token.image;
}

function spanOfToken(token: IToken, uri: string): Span {
  return { uri, start: token.startOffset, end: token.startOffset + token.image.length };
}
