import type { TokenType } from "chevrotain";
import { spanOf } from "../../base/span.ts";
import { dottedAttribute } from "../../diagnostics/codes/dotted-attribute.ts";
import { expectedText } from "../../diagnostics/codes/expected-text.ts";
import { itemInside } from "../../diagnostics/codes/item-inside.ts";
import { quotedName } from "../../diagnostics/codes/quoted-name.ts";
import type {
  Attribute,
  Block as BlockNode,
  Body,
  BodyItem,
  Expression,
  Item,
  Name as NameNode,
  Override as OverrideNode,
} from "../ast.ts";
import { startsLine } from "../layout.ts";
import {
  Colon,
  Dot,
  Equal,
  isItemWord,
  isOf,
  LBrace,
  Match,
  Minus,
  Name,
  NumberToken,
  Override,
  PlainString,
  RBrace,
  reservedWords,
} from "../tokens.ts";
import { MemberParser } from "./member-parser.ts";
import type { Head } from "./nodes.ts";
import { recordedHead } from "./nodes.ts";
import type { ParserInput } from "./token-reader.ts";

/** The rules for what stands between the braces of a declaration. */
export abstract class BodyParser extends MemberParser {
  abstract Item: () => Item | undefined;

  /** Items that were written inside of a body: reported, and kept as if they stood outside. */
  protected hoisted: Item[] = [];
  // Behind the last attribute that had no `=`.
  private endOfMistaken = -1;

  protected override begin(input: ParserInput): void {
    super.begin(input);
    this.hoisted = [];
    this.endOfMistaken = -1;
  }
  Body = this.RULE("Body", (): Body => {
    const start = this.next.startOffset;
    const outer = this.inBody;
    this.inBody = true;
    const items = this.bodyItems();
    this.inBody = outer;
    return items === undefined
      ? { kind: "Body", ...this.here(), items: [] }
      : { kind: "Body", uri: this.uri, start, end: this.readTo, items };
  });

  BodyItem = this.RULE("BodyItem", (): BodyItem | undefined => {
    if (this.RECORDING_PHASE) {
      this.OR([
        { ALT: () => this.SUBRULE(this.Attribute) },
        { ALT: () => this.SUBRULE(this.Block) },
        { ALT: () => this.SUBRULE(this.Override) },
      ]);
      return undefined;
    }
    const start = this.next.startOffset;
    const head: Head = { start, doc: this.docBefore(this.next), private: false, abstract: false };
    const second = this.LA(2);
    if (this.endOfMistaken === this.currentIndex() && this.onSameLine(1) && !memberSigns.includes(second.tokenType)) {
      // The rest of a line of words, of which the first two were reported.
      this.skip();
      this.endOfMistaken = this.currentIndex();
      return undefined;
    }
    if (second.tokenType === LBrace) return this.Block(head);
    if (second.tokenType === Colon && this.atIndented()) return this.indentedBlock(head);
    if (second.tokenType === Dot && !this.at(Override)) return this.dottedAttribute(head);
    if (!isOf(second, Name)) {
      if (this.at(Override) && second.tokenType === PlainString) return this.quotedOverride(head);
      const labelled =
        (second.tokenType === PlainString && (this.nextIs(3, LBrace) || this.nextIs(3, PlainString))) ||
        ((second.tokenType === NumberToken || this.isReservedLabel(second.tokenType)) && this.nextIs(3, LBrace));
      return labelled ? this.Block(head) : this.Attribute(head);
    }
    if (this.at(Override) && (this.nextIs(3, LBrace) || this.nextIs(3, Dot))) return this.Override(head);
    if (this.nextIs(3, LBrace)) return this.Block(head);
    if (this.at(Override) && this.nextIs(3, Name) && this.nextIs(4, LBrace)) return this.spacedOverride(head);
    if (isItemWord(this.next.tokenType) && this.onSameLine(2) && !this.nextIs(3, RBrace)) {
      const word = this.next;
      this.fail(itemInside, this.spanOf(word), { word: word.image });
      const item = this.Item();
      if (item !== undefined) this.hoisted.push(item);
      return undefined;
    }
    return this.Attribute(head);
  });

  Attribute = this.RULE("Attribute", (head: Head = recordedHead): Attribute => {
    const name = this.nameNode(this.CONSUME(Name));
    const byDashes = !this.RECORDING_PHASE && this.at(Colon) && this.nextIs(2, Minus) && !this.onSameLine(2);
    const given = byDashes || this.equal(1, name);
    const value = byDashes ? this.dashes(name.text) : this.SUBRULE(this.Expression);
    if (!given) this.endOfMistaken = this.currentIndex();
    return { kind: "Attribute", uri: this.uri, start: head.start, end: this.readTo, doc: head.doc, name, value };
  });

  Block = this.RULE("Block", (head: Head = recordedHead): BlockNode => {
    const name = this.nameNode(this.CONSUME(Name));
    const label = this.RECORDING_PHASE
      ? this.OPTION(() => this.name(1, "the block"))
      : this.at(LBrace)
        ? undefined
        : this.label(1, "the block");
    const body = this.SUBRULE(this.Body);
    return {
      kind: "Block",
      uri: this.uri,
      start: head.start,
      end: this.readTo,
      doc: head.doc,
      name,
      label,
      body,
    };
  });

  Override = this.RULE("Override", (head: Head = recordedHead): OverrideNode => {
    this.CONSUME(Override);
    const target = this.SUBRULE(this.QualifiedName);
    const body = this.SUBRULE(this.Body);
    return { kind: "Override", uri: this.uri, start: head.start, end: this.readTo, doc: head.doc, target, body };
  });

  QualifiedName = this.RULE("QualifiedName", (): Expression => {
    const start = this.next.startOffset;
    const first = this.name(1, "what is meant");
    let node: Expression = first.text === "" ? this.missing() : this.referenceTo(first);
    const member = () => {
      this.CONSUME(Dot);
      const name = this.name(2, "what is meant");
      node = { kind: "Member", uri: this.uri, start, end: this.readTo, object: node, name };
    };
    if (this.RECORDING_PHASE) this.MANY(member);
    else while (this.at(Dot)) member();
    return node;
  });

  // Nothing where there was no `{`.
  private bodyItems(): readonly BodyItem[] | undefined {
    if (this.isTooDeep("blocks")) return [];
    this.depth++;
    const items = this.braces("an attribute or a block", this.canStartName, this.BodyItem);
    this.depth--;
    return items;
  }

  // `run if { … }`, and no attribute whose `=` is missing before a `match`.
  private isReservedLabel(type: TokenType): boolean {
    return reservedWords.includes(type) && type !== Match && this.onSameLine(2);
  }

  // `http:` and members below it that are indented deeper, as YAML has it.
  private atIndented(): boolean {
    const inside = this.LA(3);
    if (!isOf(inside, Name) || this.onSameLine(3) || !(this.nextIs(4, Colon) || this.nextIs(4, Equal))) return false;
    return startsLine(this.text, this.next.startOffset) && this.columnOf(inside) > this.columnOf(this.next);
  }

  private indentedBlock(head: Head): BlockNode {
    const column = this.columnOf(this.next);
    const name = this.nameNode(this.skip());
    const colon = this.spanOf(this.skip());
    const values = { expected: "{", found: "`:`", example: `${name.text} { … }` };
    this.fail(expectedText, colon, values);
    const items: BodyItem[] = [];
    while (this.at(Name) && this.columnOf(this.next) > column) {
      const item = this.BodyItem();
      if (item !== undefined) items.push(item);
    }
    const body: Body = { kind: "Body", uri: this.uri, start: colon.end, end: this.readTo, items };
    return { kind: "Block", uri: this.uri, start: head.start, end: this.readTo, doc: head.doc, name, body };
  }

  private columnOf({ startOffset }: { readonly startOffset: number }): number {
    return startOffset - this.text.lastIndexOf("\n", startOffset - 1);
  }

  // `packages:` and items below it behind dashes, as YAML has it.
  private dashes(name: string): Expression {
    const { start } = this.spanOf(this.skip());
    const items: string[] = [];
    while (this.at(Minus) && this.onNewLine() && !this.atClosingOrEnd()) {
      const { start: from } = this.spanFrom(this.skip().startOffset + 1);
      while (!this.atClosingOrEnd() && !this.onNewLine()) this.skipGroup();
      items.push(this.text.slice(from, this.readTo).trim());
    }
    const span = this.spanFrom(start);
    const isPlain = items.every((item) => /^[^\s{}[\]:"'#]+$|^"[^"]*"$/.test(item));
    const list = items.map((item) => (/^["\d]/.test(item) ? item : `"${item}"`)).join(", ");
    const text = isPlain ? `[${list}]` : "[…]";
    const fixes = isPlain ? [{ title: `Write \`${text}\``, edits: [{ span, text: ` = ${text}` }] }] : [];
    const values = { expected: "=", found: "a list by dashes", example: `${name} = ${text}` };
    this.fail(expectedText, { ...span, end: span.start + 1 }, values, { fixes });
    return this.missing();
  }

  // `override "fleet" "web" { … }`, with or without its dot.
  private quotedOverride(head: Head): OverrideNode {
    const start = this.LA(2).startOffset;
    this.skip();
    let target: Expression = this.missing();
    const words: string[] = [];
    while (this.at(PlainString)) {
      const token = this.skip();
      for (const text of token.image.replace(/^r?"+|(?<!")"+$/g, "").split(".")) {
        const name = { text, ...this.spanOf(token) };
        target =
          words.length === 0
            ? this.referenceTo(name)
            : { kind: "Member", uri: this.uri, start, end: this.readTo, object: target, name };
        words.push(text);
      }
      if (this.at(Dot)) this.skip();
    }
    const span = this.spanFrom(start);
    const path = words.join(".");
    const fixes = [{ title: `Write \`${path}\``, edits: [{ span, text: path }] }];
    this.fail(quotedName, span, { written: this.text.slice(span.start, span.end) }, { fixes });
    const body = this.Body();
    return { kind: "Override", uri: this.uri, start: head.start, end: this.readTo, doc: head.doc, target, body };
  }

  // `override fleet web { … }`
  private spacedOverride(head: Head): OverrideNode {
    this.skip();
    const kind = this.nameNode(this.skip());
    const name = this.nameNode(this.skip());
    const gap = { ...spanOf(kind), start: kind.end, end: name.start };
    const values = { expected: ".", found: `\`${name.text}\``, example: `override ${kind.text}.${name.text} { … }` };
    this.fail(expectedText, gap, values, { fixes: [{ title: "Write `.`", edits: [{ span: gap, text: "." }] }] });
    const span = this.spanFrom(kind.start);
    const target: Expression = {
      kind: "Member",
      ...span,
      object: this.referenceTo(kind),
      name,
    };
    const body = this.Body();
    return { kind: "Override", uri: this.uri, start: head.start, end: this.readTo, doc: head.doc, target, body };
  }

  private dottedAttribute(head: Head): BodyItem {
    const path: NameNode[] = [this.nameNode(this.skip())];
    while (this.at(Dot)) {
      this.skip();
      path.push(this.name(1, "the attribute"));
    }
    const last = path[path.length - 1] as NameNode;
    const span = this.spanFrom(head.start);
    const written = path.map((name) => name.text).join(".");
    const before = { ...span, end: span.start };
    const fixes = [{ title: "Insert `override`", edits: [{ span: before, text: "override " }] }];
    const isBlock = this.at(LBrace);
    this.fail(dottedAttribute, span, { path: written, isBlock }, isBlock ? { fixes } : {});
    if (isBlock) {
      const body = this.Body();
      const target = path
        .slice(1)
        .reduce<Expression>(
          (object, name) => ({ kind: "Member", ...span, end: name.end, object, name }),
          this.referenceTo(path[0] ?? last),
        );
      return { kind: "Override", uri: this.uri, start: head.start, end: this.readTo, doc: head.doc, target, body };
    }
    this.equal(1, last);
    const value = this.Expression();
    const whole = this.spanFrom(head.start);
    let item: BodyItem = { kind: "Attribute", ...whole, start: last.start, name: last, value };
    for (const name of path.slice(0, -1).reverse()) {
      const body: Body = { kind: "Body", ...spanOf(item), items: [item] };
      item = { kind: "Block", ...whole, start: name.start, name, body };
    }
    return { ...item, doc: head.doc };
  }
}

const memberSigns: readonly TokenType[] = [Equal, Colon, LBrace, Dot, PlainString];
