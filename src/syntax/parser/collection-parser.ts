import { type Span, spanOf } from "../../base/span.ts";
import { comprehensionElements } from "../../diagnostics/codes/comprehension-elements.ts";
import { comprehensionOrder } from "../../diagnostics/codes/comprehension-order.ts";
import { equalForColon } from "../../diagnostics/codes/equal-for-colon.ts";
import { equalForComparison } from "../../diagnostics/codes/equal-for-comparison.ts";
import { expectedText } from "../../diagnostics/codes/expected-text.ts";
import { mapKey } from "../../diagnostics/codes/map-key.ts";
import { severalClauses } from "../../diagnostics/codes/several-clauses.ts";
import type { TextEdit } from "../../diagnostics/diagnostic.ts";
import type {
  Expression,
  ForClause,
  ListExpression,
  MapEntry,
  MapExpression,
  Name as NameNode,
  Spread,
  StringLiteral,
} from "../ast.ts";
import { isBracket } from "../delimiters.ts";
import {
  Arrow,
  Colon,
  Comma,
  Dot,
  Dots,
  Ellipsis,
  Equal,
  False,
  For,
  If,
  In,
  isOf,
  LBrace,
  LBracket,
  LParen,
  Match,
  Minus,
  Name,
  Not,
  Null,
  NumberToken,
  PlainString,
  RawString,
  RBrace,
  RBracket,
  reservedWords,
  Star,
  StringOpen,
  True,
  tableOf,
} from "../tokens.ts";
import { nowhere, recordedString } from "./nodes.ts";
import { StringParser } from "./string-parser.ts";

/** The rules for lists and maps, and for the clause that makes one out of another. */
export abstract class CollectionParser extends StringParser {
  /** Whether what a `for` goes through is being read. */
  protected inIterable = false;
  // The `for` clause of the list or map that is being read.
  private clause: ForClause | undefined;
  /** What would make a map of one that other languages have, as far as it is read. */
  private otherwise: TextEdit[] | undefined;
  protected readonly canStartExpression = (): boolean => this.atExpression();
  private readonly canStartElement = (): boolean => this.atExpression() || this.atSpread();
  private readonly secondName = (): NameNode => {
    this.CONSUME(Comma);
    return this.name(2, "an item");
  };
  private readonly onlyIf = (): Expression => {
    this.CONSUME(If);
    return this.condition(2);
  };
  private readonly canStartEntry = (): boolean => this.atEntry();
  /** An expression that ends before an arrow. */
  protected abstract keyExpression(): Expression;
  private readonly readClause = (elements: readonly Span[]): void => this.clauseBehind(elements);

  List = this.RULE("List", (): ListExpression => {
    const start = this.next.startOffset;
    const { clause: outer, otherwise } = this;
    this.clause = undefined;
    this.otherwise = undefined;
    this.CONSUME(LBracket);
    const elements =
      !this.RECORDING_PHASE && this.at(For)
        ? this.clauseFirst(["[", "]"], this.elementBehind)
        : this.separated("a value", this.canStartElement, this.Element, this.readClause);
    if (this.RECORDING_PHASE) this.OPTION(() => this.SUBRULE(this.For));
    const { height } = this;
    this.close(1, RBracket, "`,` or `]`");
    this.height = height + 1;
    const comprehension = this.clause;
    this.clause = outer;
    this.otherwise = otherwise;
    return { kind: "ListExpression", uri: this.uri, start, end: this.readTo, elements, comprehension };
  });

  Element = this.RULE("Element", (): Expression | Spread => {
    if (this.RECORDING_PHASE) {
      this.OR([{ ALT: () => this.SUBRULE(this.Spread) }, { ALT: () => this.SUBRULE(this.Expression) }]);
      return this.missing();
    }
    return this.atSpread() ? this.Spread() : this.Expression();
  });

  Spread = this.RULE("Spread", (): Spread => {
    const start = this.next.startOffset;
    if (!this.RECORDING_PHASE && !this.at(Ellipsis)) this.foreignSpread();
    else this.CONSUME(Ellipsis);
    const value = this.SUBRULE(this.Expression);
    this.height++;
    return { kind: "Spread", uri: this.uri, start, end: this.readTo, value };
  });

  Map = this.RULE("Map", (): MapExpression => {
    const start = this.next.startOffset;
    const { clause: outer, otherwise } = this;
    this.clause = undefined;
    this.otherwise = undefined;
    this.CONSUME(LBrace);
    const entries =
      !this.RECORDING_PHASE && this.at(For)
        ? this.clauseFirst(["{ ", " }"], this.entryBehind)
        : this.separated("a key", this.canStartEntry, this.MapElement, this.readClause);
    if (this.RECORDING_PHASE) this.OPTION(() => this.SUBRULE(this.For));
    const { height } = this;
    this.close(1, RBrace, "`,` or `}`");
    this.height = height + 1;
    const comprehension = this.clause;
    this.clause = outer;
    if (this.otherwise !== undefined) this.failSigns(this.otherwise);
    this.otherwise = otherwise;
    return { kind: "MapExpression", uri: this.uri, start, end: this.readTo, entries, comprehension };
  });

  MapElement = this.RULE("MapElement", (): MapEntry | Spread => {
    if (this.RECORDING_PHASE) {
      this.OR([{ ALT: () => this.SUBRULE(this.Spread) }, { ALT: () => this.SUBRULE(this.Entry) }]);
      return recordedEntry;
    }
    return this.atSpread() ? this.Spread() : this.Entry();
  });

  Entry = this.RULE("Entry", (): MapEntry => {
    const start = this.next.startOffset;
    const key = this.RECORDING_PHASE || !this.atOddKey() ? this.key() : this.oddKey();
    if (!this.RECORDING_PHASE && (this.at(Equal) || this.at(Arrow))) this.foreignSign();
    else this.expect(1, Colon, mapExample);
    const value = this.SUBRULE(this.Expression);
    this.height++;
    return { kind: "MapEntry", uri: this.uri, start, end: this.readTo, key, value };
  });

  // `{ a = 1  b = 2 }`, as Terraform has it: told once.
  private foreignSign(): void {
    this.otherwise ??= [];
    this.otherwise.push({ span: this.spanOf(this.skip()), text: ":" });
  }

  protected override failMissingComma(): void {
    if (this.otherwise === undefined) super.failMissingComma();
    else this.otherwise.push({ span: this.here(), text: "," });
  }

  private failSigns(edits: readonly TextEdit[]): void {
    const [first] = edits;
    if (first === undefined) return;
    const written = this.text.slice(first.span.start, first.span.end);
    const title = edits.length === 1 ? "Write `:`" : "Write it with `:` and `,`";
    this.fail(equalForColon, first.span, { example: mapExample, written }, { fixes: [{ title, edits }] });
  }

  private atSpread(): boolean {
    return this.at(Ellipsis) || this.at(Dots) || this.at(Star);
  }

  // `..xs`, `*xs`, `**map`
  private foreignSpread(): void {
    const start = this.skip().startOffset;
    if (this.at(Star)) this.skip();
    const span = this.spanFrom(start);
    const written = this.text.slice(start, this.readTo);
    const fixes = [{ title: "Write `...`", edits: [{ span, text: "..." }] }];
    this.fail(expectedText, span, { expected: "...", found: `\`${written}\``, example: "[...list, 1]" }, { fixes });
  }

  For = this.RULE("For", (): ForClause => {
    const start = this.next.startOffset;
    this.CONSUME(For);
    const first = this.at(In) && !this.nextIs(2, In) ? this.missingItem() : this.name(1, "an item");
    const second = this.when(0, Comma, this.secondName);
    const names = second === undefined ? [first] : [first, second];
    this.expect(3, In, "for item in list");
    const outer = this.inIterable;
    this.inIterable = true;
    const iterable = this.SUBRULE(this.Expression);
    this.inIterable = outer;
    let height = this.height;
    const condition = this.when(2, If, this.onlyIf);
    height = Math.max(height, this.height);
    this.height = height + 1;
    return { kind: "ForClause", uri: this.uri, start, end: this.readTo, names, iterable, condition };
  });

  /** Reads a condition, in which a lone `=` was meant to compare. */
  protected condition(index: number): Expression {
    const left = this.subrule(index, this.Expression);
    if (this.RECORDING_PHASE || !this.at(Equal)) return left;
    const token = this.skip();
    const operatorSpan = this.spanOf(token);
    this.fail(
      equalForComparison,
      operatorSpan,
      {},
      { fixes: [{ title: "Write `==`", edits: [{ span: operatorSpan, text: "==" }] }] },
    );
    const right = this.Expression();
    this.height++;
    return {
      kind: "Binary",
      uri: this.uri,
      start: left.start,
      end: this.readTo,
      operator: "==",
      operatorSpan,
      left,
      right,
    };
  }

  /** Reads the `:` between a key and its value; an `=` in its place is reported. */
  protected colon(index: number, example: string): void {
    if (this.RECORDING_PHASE || !(this.at(Equal) || this.at(Arrow))) {
      this.expect(index, Colon, example);
      return;
    }
    const token = this.skip();
    const span = this.spanOf(token);
    this.fail(
      equalForColon,
      span,
      { example, written: token.image },
      { fixes: [{ title: "Write `:`", edits: [{ span, text: ":" }] }] },
    );
  }

  protected atExpression(): boolean {
    return isOf(this.next, Name) || isExpressionStart[this.next.tokenTypeIdx] === true;
  }

  protected startsExpression(distance: number): boolean {
    return this.nextIs(distance, Name) || isExpressionStart[this.LA(distance).tokenTypeIdx] === true;
  }

  private atEntry(): boolean {
    if (this.at(Name) || this.at(PlainString) || this.at(StringOpen) || this.atSpread()) return true;
    if (this.atOddKey()) return true;
    return this.atAny(reservedWords) && (this.nextIs(2, Colon) || this.nextIs(2, Equal));
  }

  // `[k]: 1`, `(k): 1`, `1: "a"`
  private atOddKey(): boolean {
    let distance = 2;
    if (this.at(LBracket) || this.at(LParen))
      while (this.nextIs(distance, Name) || this.nextIs(distance, Dot) || isBracket[this.LA(distance).tokenTypeIdx])
        distance++;
    else if (!this.at(NumberToken)) return false;
    return [Colon, Equal, Arrow].some((sign) => this.nextIs(distance, sign));
  }

  private oddKey(): StringLiteral {
    const start = this.next.startOffset;
    this.skipGroup();
    const span = this.spanFrom(start);
    const written = this.text.slice(span.start, span.end);
    const inner = /^[[(](.*)[\])]$/s.exec(written)?.[1];
    const meant = inner === undefined ? `"${written}"` : `"\${${inner}}"`;
    const fixes = [{ title: `Write \`${meant}\``, edits: [{ span, text: meant }] }];
    this.fail(mapKey, span, { written, meant }, { fixes });
    return { kind: "StringLiteral", ...span, form: "plain", content: written };
  }

  // `for x in xs : x + 1 if x > 2`, as Terraform has it in both kinds of brackets.
  private clauseFirst<Made>(brackets: readonly [string, string], read: () => readonly [Made, string]): readonly Made[] {
    const { start } = this.spanOf(this.next);
    const clause = this.For();
    const isWhole = this.at(Colon);
    if (isWhole) this.skip();
    const span = this.spanFrom(start);
    const outer = this.inIterable;
    this.inIterable = true;
    const made = isWhole ? read() : undefined;
    this.inIterable = outer;
    const condition = this.at(If) ? this.onlyIf() : clause.condition;
    this.clause = { ...clause, condition };
    const textOf = (node: Span): string => this.text.slice(node.start, node.end);
    const only = condition === undefined ? "" : ` if ${textOf(condition)}`;
    const names = clause.names.map(({ text }) => text).join(", ");
    const meant = `${made?.[1] ?? names} for ${names} in ${textOf(clause.iterable)}${only}`;
    const edits = [{ span: this.spanFrom(start), text: meant }];
    // A comment between them would be lost.
    const isMended = isWhole && this.atClosing() && !this.text.slice(start, this.readTo).includes("//");
    const fixes = isMended ? [{ title: "Turn it around", edits }] : [];
    this.failHere(comprehensionOrder, span, { example: `\`${brackets[0]}${meant}${brackets[1]}\`` }, { fixes });
    return made === undefined ? [] : [made[0]];
  }

  private readonly elementBehind = (): readonly [Expression, string] => {
    const made = this.Expression();
    return [made, this.text.slice(made.start, made.end)];
  };

  // `k => v`, with the `...` that collects several of one key.
  private readonly entryBehind = (): readonly [MapEntry, string] => {
    const key = this.keyExpression();
    const written = this.text.slice(key.start, key.end);
    if (this.at(Arrow) || this.at(Colon) || this.at(Equal)) this.skip();
    const value = this.Expression();
    const text = `${key.kind === "StringLiteral" ? written : `"\${${written}}"`}: ${this.text.slice(value.start, value.end)}`;
    if (this.at(Ellipsis)) this.skip();
    const span = this.spanFrom(key.start);
    return [{ kind: "MapEntry", ...span, key: { ...recordedString, ...spanOf(key) }, value }, text];
  };

  // Reads a `for` clause, which may stand behind the one element that there is.
  private clauseBehind(elements: readonly Span[]): void {
    const before = this.clause;
    if (this.at(For)) {
      const { height } = this;
      this.clause = this.For();
      this.height = Math.max(height, this.height);
      if (elements.length > 1 || before !== undefined) this.failComprehension(this.clause);
      else if (this.at(For)) this.furtherClauses(elements[0] ?? this.clause, this.clause);
    } else if (before !== undefined) {
      this.failComprehension(before);
    }
  }

  // `[x + y for x in xs for y in ys]`: what it says elsewhere is a comprehension in a comprehension here.
  private furtherClauses(element: Span, first: ForClause): void {
    const further: ForClause[] = [];
    while (this.at(For)) further.push(this.For());
    const span = this.spanFrom(further[0]?.start ?? first.end);
    const [open, close] = this.at(RBrace) ? ["{ ", " }"] : ["[", "]"];
    const textOf = ({ start, end }: Span): string => this.text.slice(start, end);
    const nested = further.reduceRight(
      (text, clause) => `...${open}${text} ${textOf(clause)}${close}`,
      textOf(element),
    );
    const edit = { span: { ...spanOf(element), end: this.readTo }, text: `${nested} ${textOf(first)}` };
    // A comment between them would be lost.
    const isWhole = this.atClosing() && !textOf(edit.span).includes("//");
    this.fail(severalClauses, span, {}, { fixes: isWhole ? [{ title: "Put one in the other", edits: [edit] }] : [] });
  }

  private failComprehension(clause: ForClause): void {
    this.fail(comprehensionElements, clause, {});
  }
}

const mapExample = "key: value";

const recordedEntry: MapEntry = {
  kind: "MapEntry",
  ...nowhere,
  key: recordedString,
  value: { kind: "Missing", ...nowhere },
};

// Beside names.
const isExpressionStart = tableOf([
  ...[NumberToken, PlainString, RawString, StringOpen, True, False, Null],
  ...[LParen, LBracket, LBrace, Match, If, Minus, Not],
]);
