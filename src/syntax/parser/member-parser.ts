import type { ParserMethod } from "chevrotain";
import { colonForEquals } from "../../diagnostics/codes/colon-for-equals.ts";
import { equalForColon } from "../../diagnostics/codes/equal-for-colon.ts";
import { expectedText } from "../../diagnostics/codes/expected-text.ts";
import { foreignOperator } from "../../diagnostics/codes/foreign-operator.ts";
import { missingEquals } from "../../diagnostics/codes/missing-equals.ts";
import { missingType } from "../../diagnostics/codes/missing-type.ts";
import { straySeparator } from "../../diagnostics/codes/stray-separator.ts";
import type { Expression, Name as NameNode, TypeNode } from "../ast.ts";
import { foreignSign } from "../foreign-operators.ts";
import {
  Arrow,
  Colon,
  Comma,
  Equal,
  EqualEqual,
  Greater,
  Identifier,
  LBrace,
  Minus,
  Name,
  PlainString,
  Plus,
  RBrace,
  reservedWords,
  retype,
  Semicolon,
} from "../tokens.ts";
import { exact, withElement } from "./nodes.ts";
import { TypeParser } from "./type-parser.ts";

/** What items and the members of bodies are made of: braces, `= value`, `: type`, the head with the doc comment. */
export abstract class MemberParser extends TypeParser {
  /** Reads `{`, members, `}`. Nothing where there was no `{`, which is then reported. */
  protected braces<Member extends object>(
    what: string,
    canStart: () => boolean,
    member: ParserMethod<[], Member | undefined>,
  ): readonly Member[] | undefined {
    if (this.RECORDING_PHASE) return this.recordBraces(member);
    let members: Member[] | undefined;
    if (this.take(0, LBrace) === undefined) {
      this.missingBrace();
      return undefined;
    }
    while (!this.atClosingOrEnd()) {
      const before = this.position;
      if (canStart()) {
        const read = member();
        if (read !== undefined) members = withElement(members, read);
      } else if (this.at(Semicolon) || this.at(Comma)) this.straySeparator();
      else if (this.atReservedMember()) this.reservedMember();
      else if (this.at(PlainString) && (this.nextIs(2, Equal) || this.nextIs(2, Colon))) this.quotedMember();
      else this.skipToMember(what);
      if (this.position === before && !canStart()) this.skipUnexpected(what, () => true);
    }
    this.take(0, RBrace);
    return exact(members ?? []);
  }

  // What is mended by a brace: members without one before them, or a head without anything behind it.
  private missingBrace(): void {
    const text = this.atEnd() ? " {}" : this.at(Name) ? " {" : "";
    const fixes = text === "" ? [] : [{ title: `Insert \`${text.trim()}\``, edits: [{ span: this.here(), text }] }];
    const values = { expected: "{", found: this.found(), example: "{ … }" };
    this.failHere(expectedText, this.here(), values, { fixes });
  }

  private skipToMember(what: string): void {
    this.skipUnexpected(what, () => this.onNewLine() || this.at(Semicolon));
  }

  private recordBraces<Member>(member: ParserMethod<[], Member | undefined>): readonly Member[] {
    this.CONSUME(LBrace);
    this.MANY9(() => this.SUBRULE(member));
    this.CONSUME(RBrace);
    return [];
  }

  /** Reads `=`; tells whether a value is given. What is often written in its place is reported as such, its lack where there is nothing. */
  protected equal(index: number, name: NameNode): boolean {
    if (this.RECORDING_PHASE || this.at(Equal)) {
      this.consume(index, Equal);
      return true;
    }
    if (this.at(Colon) || this.at(EqualEqual) || this.at(Arrow)) {
      const start = this.next.startOffset;
      this.skip();
      if (this.at(Equal) && this.next.startOffset === this.readTo) this.skip();
      const span = this.spanFrom(start);
      const fixes = [{ title: "Write `=`", edits: [{ span, text: " =" }] }];
      const written = this.text.slice(span.start, span.end);
      const what = name.text === "" ? "it" : `\`${name.text}\``;
      this.fail(colonForEquals, span, { written, what }, { fixes });
      return true;
    }
    if (this.at(Plus) && this.nextIs(2, Equal)) {
      this.addition();
      return true;
    }
    const values = { before: this.before(), found: this.found() };
    this.failHere(missingEquals, this.here(), values, { fixes: this.insertion("=") });
    return false;
  }

  // `packages += ["nginx"]`
  private addition(): void {
    const start = this.skip().startOffset;
    this.skip();
    const { advice } = foreignSign("+=");
    this.fail(foreignOperator, this.spanFrom(start), { written: "+=", meant: null, advice });
  }

  /** Reads `: Type`. */
  protected annotation(index: number): TypeNode {
    const annotated = this.RECORDING_PHASE || this.at(Colon) || this.at(Equal);
    if (!annotated) {
      this.failHere(missingType, this.here(), { before: this.before(), found: this.found() });
      return this.missing();
    }
    if (!this.RECORDING_PHASE && this.at(Equal) && !this.startsType(2)) {
      const fixes = this.typeOfLiteral(this.here());
      this.failHere(missingType, this.here(), { before: this.before(), found: this.found() }, { fixes });
      return this.missing();
    }
    this.colon(index, "name: type");
    return this.SUBRULE(this.Type);
  }

  /** Reads `: Type`; `-> Type` is reported, and so is an `=`, which gives a value. */
  protected resultType(index: number): TypeNode {
    if (this.RECORDING_PHASE) return this.annotation(index);
    if (this.at(Equal)) {
      this.failHere(missingType, this.here(), { before: this.before(), found: this.found() });
      return this.missing();
    }
    if (!this.at(Minus) || !this.nextIs(2, Greater)) return this.annotation(index);
    const before = this.readTo;
    const start = this.skip().startOffset;
    this.skip();
    const span = this.spanFrom(start);
    const fixes = [{ title: "Write `:`", edits: [{ span: { ...span, start: before }, text: ":" }] }];
    this.fail(equalForColon, span, { example: "fn name(): type", written: "->" }, { fixes });
    return this.Type();
  }

  protected startsType(distance: number): boolean {
    return this.nextIs(distance, Name);
  }

  protected defaultValue(): Expression | undefined {
    if (this.RECORDING_PHASE) return this.recordDefault();
    return this.takeDefaultEqual(8) ? this.Expression() : undefined;
  }

  private recordDefault(): Expression | undefined {
    return this.OPTION8(() => {
      this.CONSUME8(Equal);
      return this.SUBRULE8(this.Expression);
    });
  }

  protected straySeparator(): void {
    const silent = this.failedHere();
    const token = this.skip();
    const span = this.spanOf(token);
    if (!silent) {
      const fixes = [{ title: `Remove \`${token.image}\``, edits: [{ span, text: "" }] }];
      this.fail(straySeparator, span, { separator: token.image }, { fixes });
    }
  }

  private atReservedMember(): boolean {
    return this.atAny(reservedWords) && (this.nextIs(2, Equal) || this.nextIs(2, Colon));
  }

  // The word is read as the name that it was meant to be.
  private reservedMember(): void {
    const token = this.next;
    this.failReserved(token);
    retype(token, Identifier);
  }

  private quotedMember(): void {
    const token = this.next;
    const name = this.failQuoted(token);
    token.startOffset++;
    token.image = name;
    retype(token, Identifier);
  }
}
