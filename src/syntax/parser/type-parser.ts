import type { IToken } from "chevrotain";
import { spanOf } from "../../base/span.ts";
import { joinedGreaterEqual } from "../../diagnostics/codes/joined-greater-equal.ts";
import { missingType } from "../../diagnostics/codes/missing-type.ts";
import type { Expression, Missing, RecordField, StringLiteral, TypeNode } from "../ast.ts";
import {
  Colon,
  Comma,
  Equal,
  Greater,
  GreaterEqual,
  In,
  isOf,
  LBrace,
  LBracket,
  Less,
  LParen,
  Matching,
  Name,
  Null,
  Of,
  Pipe,
  PlainString,
  Question,
  RBrace,
  RBracket,
  RParen,
  StringOpen,
  StringWord,
} from "../tokens.ts";
import { ForeignTypeParser } from "./foreign-type-parser.ts";

/** The rules for types. */
export abstract class TypeParser extends ForeignTypeParser {
  // `range<int>=…` reads as `>=`: what is left of it is the `=` of a default.
  private equalTaken = false;
  // Made once, as all that is handed on for every type.
  private readonly member = (): TypeNode => this.SUBRULE(this.OptionalType);
  private readonly argument = (): TypeNode => this.SUBRULE(this.Type);
  private readonly question = (): IToken => this.CONSUME(Question);
  private readonly typeArguments = (): readonly TypeNode[] => {
    this.CONSUME(Less);
    const args = this.joined(Comma, this.argument);
    this.closeArguments();
    return args;
  };
  private readonly canStartField = (): boolean => this.at(Name) || (this.at(PlainString) && this.nextIs(2, Colon));

  Type = this.RULE("Type", (): TypeNode => {
    if (this.isTooDeep("types")) return this.missing();
    this.depth++;
    const start = this.next.startOffset;
    const members = this.joined(Pipe, this.member);
    this.depth--;
    // `string | null`
    const isNull = members.some(({ kind, start: from, end }) => kind === "Missing" && from < end);
    if (isNull && members.length > 1)
      return this.withNull(
        start,
        members.filter(({ kind }) => kind !== "Missing"),
      );
    const [only] = members;
    if (members.length === 1 && only !== undefined) return only;
    return { kind: "UnionType", uri: this.uri, start, end: this.readTo, members };
  });

  OptionalType = this.RULE("OptionalType", (): TypeNode => {
    const start = this.next.startOffset;
    const element = this.SUBRULE(this.RefinedType);
    const optional = this.when(0, Question, this.question);
    return optional === undefined ? element : { kind: "OptionalType", uri: this.uri, start, end: this.readTo, element };
  });

  RefinedType = this.RULE("RefinedType", (): TypeNode => {
    const start = this.next.startOffset;
    const primary = this.SUBRULE(this.PrimaryType);
    const base = this.RECORDING_PHASE || !this.at(LBracket) ? primary : this.elementsOf(primary);
    if (this.RECORDING_PHASE) {
      this.OPTION(() =>
        this.OR([
          {
            ALT: () => {
              this.CONSUME(In);
              this.SUBRULE(this.Range);
            },
          },
          {
            ALT: () => {
              this.CONSUME(Matching);
              this.SUBRULE(this.String);
            },
          },
          {
            ALT: () => {
              this.CONSUME(Of);
              this.SUBRULE2(this.Range);
            },
          },
        ]),
      );
      return base;
    }
    if (this.at(In)) {
      this.skip();
      const argument = this.bounds();
      return { kind: "RefinedType", uri: this.uri, start, end: this.readTo, base, refinement: "in", argument };
    }
    if (this.at(Matching) && !this.nextIs(2, Colon)) {
      this.skip();
      const argument =
        this.at(PlainString) || this.at(StringOpen)
          ? this.constant(this.String(), "the pattern of a type")
          : this.bounds();
      return { kind: "RefinedType", uri: this.uri, start, end: this.readTo, base, refinement: "matching", argument };
    }
    if (this.at(Of) && !this.nextIs(2, Colon)) {
      this.skip();
      const argument = this.bounds();
      return { kind: "RefinedType", uri: this.uri, start, end: this.readTo, base, refinement: "of", argument };
    }
    return base;
  });

  PrimaryType = this.RULE("PrimaryType", (): TypeNode => {
    if (this.RECORDING_PHASE) {
      this.OR([
        { ALT: () => this.namedType() },
        { ALT: () => this.SUBRULE(this.String) },
        { ALT: () => this.listType() },
        { ALT: () => this.SUBRULE(this.MapType) },
        { ALT: () => this.SUBRULE(this.RecordType) },
        { ALT: () => this.parenthesizedType() },
      ]);
      return this.missing();
    }
    const token = this.next;
    if (token.tokenType === LBrace) {
      return this.nextIs(2, StringWord) && this.nextIs(3, Colon) ? this.MapType() : this.RecordType();
    }
    if (token.tokenType === LBracket) return this.listType();
    if (token.tokenType === LParen) return this.parenthesizedType();
    if (this.at(PlainString) || this.at(StringOpen)) {
      const value: StringLiteral = this.constant(this.String(), "a type");
      return { kind: "LiteralType", ...spanOf(value), value };
    }
    if (token.tokenType === Null && this.atNullChoice()) return { kind: "Missing", ...this.spanOf(this.skip()) };
    if (!isOf(token, Name) || this.atNextMember("type")) return this.missingType();
    return this.atForeignGeneric() ? this.foreignGeneric() : this.namedType();
  });

  MapType = this.RULE("MapType", (): TypeNode => {
    const start = this.next.startOffset;
    this.CONSUME(LBrace);
    const nameToken = this.CONSUME(StringWord);
    this.CONSUME(Colon);
    const value = this.SUBRULE(this.Type);
    if (!this.RECORDING_PHASE && this.at(Comma)) {
      // `{ string: T, … }`: a record after all, whose first field is called "string".
      const name = this.nameNode(nameToken);
      const span = { ...spanOf(name), end: this.readTo };
      const fields: readonly RecordField[] = [{ kind: "RecordField", ...span, name, optional: false, type: value }];
      this.skip();
      return this.recordRest(start, fields);
    }
    this.close(1, RBrace, "`}`");
    return { kind: "MapType", uri: this.uri, start, end: this.readTo, value };
  });

  RecordType = this.RULE("RecordType", (): TypeNode => {
    const start = this.next.startOffset;
    this.CONSUME(LBrace);
    return this.recordRest(start, []);
  });

  RecordField = this.RULE("RecordField", (): RecordField => {
    const start = this.next.startOffset;
    const name = this.RECORDING_PHASE || this.at(Name) ? this.nameNode(this.CONSUME(Name)) : this.name(2, "the field");
    const optional = this.when(0, Question, this.question) !== undefined;
    this.colon(1, "name: type");
    const type = this.SUBRULE(this.Type);
    return { kind: "RecordField", uri: this.uri, start, end: this.readTo, name, optional, type };
  });

  /** Whether the `=` of a default follows. Reads it, also where it has grown together with a `>` before it. */
  protected takeDefaultEqual(index: number): boolean {
    if (this.equalTaken) {
      this.equalTaken = false;
      return true;
    }
    return this.take(index, Equal) !== undefined;
  }

  protected missingType(): Missing {
    this.failHere(missingType, this.here(), { before: this.before(), found: this.found() });
    return this.missing();
  }

  private atNullChoice(): boolean {
    return this.LA(0).tokenType === Pipe || this.nextIs(2, Pipe);
  }

  private namedType(): TypeNode {
    const start = this.next.startOffset;
    const name = this.nameNode(this.CONSUME(Name));
    const args = this.when(2, Less, this.typeArguments) ?? [];
    return { kind: "NamedType", uri: this.uri, start, end: this.readTo, name, arguments: args };
  }

  private closeArguments(): void {
    if (this.RECORDING_PHASE || !this.at(GreaterEqual)) {
      this.expect(3, Greater, "range<int>");
      return;
    }
    const span = this.spanOf(this.skip());
    const edits = [{ span, text: "> =" }];
    this.fail(joinedGreaterEqual, span, {}, { fixes: [{ title: "Put a space between", edits }] });
    this.equalTaken = true;
  }

  // `int in 1..` at the end of a line: the name and `=` on the next are no attribute, but a bound and a default.
  private bounds(): Expression {
    this.inBounds = true;
    const argument = this.Range();
    this.inBounds = false;
    return argument;
  }

  private listType(): TypeNode {
    const start = this.next.startOffset;
    this.CONSUME(LBracket);
    const element = this.SUBRULE2(this.Type);
    if (!this.RECORDING_PHASE && this.at(Comma) && element.kind === "LiteralType") return this.choices(start, element);
    this.close(4, RBracket, "`]`");
    return { kind: "ListType", uri: this.uri, start, end: this.readTo, element };
  }

  private parenthesizedType(): TypeNode {
    this.CONSUME(LParen);
    const type = this.SUBRULE3(this.Type);
    this.close(5, RParen, "`|` or `)`");
    return type;
  }

  private recordRest(start: number, fields: readonly RecordField[]): TypeNode {
    const rest = this.separated("a field", this.canStartField, this.RecordField);
    this.close(1, RBrace, "`,` or `}`");
    return { kind: "RecordType", uri: this.uri, start, end: this.readTo, fields: [...fields, ...rest] };
  }
}
