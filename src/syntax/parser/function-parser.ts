import { EOF } from "chevrotain";
import { expectedText } from "../../diagnostics/codes/expected-text.ts";
import { typedLet } from "../../diagnostics/codes/typed-let.ts";
import type {
  Expression,
  Fn as FnNode,
  FnParameter,
  Let as LetNode,
  Name as NameNode,
  Param as ParamNode,
  TypeNode,
} from "../ast.ts";
import {
  Arrow,
  Colon,
  Comma,
  Equal,
  Fn,
  Greater,
  LBrace,
  LBracket,
  Less,
  Let,
  LParen,
  Name,
  Param,
  RBrace,
  RBracket,
  RParen,
  retype,
} from "../tokens.ts";
import { KindParser } from "./kind-parser.ts";
import type { Head } from "./nodes.ts";
import { recordedHead } from "./nodes.ts";

/** The rules for what has a value of its own: `param`, `let` and `fn`. */
export abstract class FunctionParser extends KindParser {
  Param = this.RULE("Param", (head: Head = recordedHead): ParamNode => {
    this.CONSUME(Param);
    const name = this.itemName(1, "the parameter");
    const type = this.typeOf(name);
    const value = this.defaultValue();
    return {
      kind: "Param",
      uri: this.uri,
      start: head.start,
      end: this.readTo,
      doc: head.doc,
      name,
      type,
      default: value,
    };
  });

  Let = this.RULE("Let", (head: Head = recordedHead): LetNode => {
    this.CONSUME(Let);
    const name = this.itemName(1, "the value");
    if (!this.RECORDING_PHASE && this.at(Colon) && !this.nextIs(2, Equal) && this.valueFollowsType())
      this.typeOfLet(name);
    this.equal(1, name);
    const value = this.SUBRULE(this.Expression);
    return this.letNode(head, name, value);
  });

  private typeOf(name: NameNode): TypeNode {
    if (this.RECORDING_PHASE) return this.annotation(1);
    return this.questionBeforeColon(name, () => this.annotation(1)) ?? this.annotation(1);
  }

  protected letNode(head: Head, name: NameNode, value: Expression): LetNode {
    return {
      kind: "Let",
      uri: this.uri,
      start: head.start,
      end: this.readTo,
      doc: head.doc,
      private: head.private,
      name,
      value,
    };
  }

  Fn = this.RULE("Fn", (head: Head = recordedHead): FnNode => {
    const example = "fn name(size: int): int = size + 1";
    let parameters: readonly FnParameter[] = [];
    this.CONSUME(Fn);
    const name = this.itemName(1, "the function");
    const typeParameters = this.when(0, Less, () => this.SUBRULE(this.TypeParameters)) ?? [];
    if (this.expect(1, LParen, example) !== undefined) {
      if (this.RECORDING_PHASE) this.OPTION2(() => this.SUBRULE(this.Parameters));
      else if (!this.at(RParen)) parameters = this.Parameters();
      this.close(2, RParen, "`,` or `)`");
    }
    const result = this.resultType(1);
    if (!this.RECORDING_PHASE && this.at(LBrace) && this.onSameLine(1)) this.bracedBody(example);
    if (!this.RECORDING_PHASE && this.at(Arrow)) this.arrowForEquals(example);
    const body = this.defaultValue();
    return {
      kind: "Fn",
      uri: this.uri,
      start: head.start,
      end: this.readTo,
      doc: head.doc,
      private: head.private,
      name,
      typeParameters,
      parameters,
      result,
      body,
    };
  });

  // `let port: int = 8080`
  private typeOfLet(name: NameNode): void {
    const before = this.readTo;
    this.skip();
    const span = this.spanFrom(this.Type().start);
    const fixes = [{ title: "Remove the type", edits: [{ span: { ...span, start: before }, text: "" }] }];
    this.fail(typedLet, span, { name: name.text }, { fixes });
  }

  // Whether a `=` stands behind what a `:` begins, outside of its brackets and on the same line.
  private valueFollowsType(): boolean {
    let depth = 0;
    for (let distance = 2; ; distance++) {
      const { tokenType } = this.LA(distance);
      if (tokenType === EOF) return false;
      if (tokenType === LBrace || tokenType === LBracket) depth++;
      else if (tokenType === RBrace || tokenType === RBracket) depth--;
      else if (depth === 0 && tokenType === Equal) return true;
      if (depth < 0 || (depth === 0 && !this.onSameLine(distance))) return false;
    }
  }

  // `fn double(x: int): int => x * 2`
  private arrowForEquals(example: string): void {
    const token = this.next;
    const span = this.spanOf(token);
    const fixes = [{ title: "Write `=`", edits: [{ span, text: "=" }] }];
    this.fail(expectedText, span, { expected: "=", found: "`=>`", example }, { fixes });
    retype(token, Equal);
  }

  // `fn double(x: int): int { return x * 2 }`
  private bracedBody(example: string): void {
    const span = this.spanOf(this.next);
    this.fail(expectedText, span, { expected: "=", found: "`{`", example });
    this.skipGroup();
  }

  TypeParameters = this.RULE("TypeParameters", (): readonly NameNode[] => {
    this.CONSUME(Less);
    const names = this.joined(Comma, () => this.name(1, "the type parameter"));
    this.expect(2, Greater, "fn first<T>(list: [T]): T");
    return names;
  });

  Parameters = this.RULE("Parameters", (): readonly FnParameter[] =>
    this.separated("a parameter", this.canStartName, this.Parameter),
  );

  Parameter = this.RULE("Parameter", (): FnParameter => {
    const start = this.next.startOffset;
    const name = this.nameNode(this.CONSUME(Name));
    const type = this.typeOf(name);
    const value = this.defaultValue();
    return { kind: "FnParameter", uri: this.uri, start, end: this.readTo, name, type, default: value };
  });
}
