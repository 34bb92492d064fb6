import type { TokenType } from "chevrotain";
import { spanOf } from "../base/span.ts";
import { attributeOutside } from "./../diagnostics/codes/attribute-outside.ts";
import { expectedText } from "./../diagnostics/codes/expected-text.ts";
import { misplacedModifier } from "./../diagnostics/codes/misplaced-modifier.ts";
import { unexpectedText } from "./../diagnostics/codes/unexpected-text.ts";
import { unknownItem } from "./../diagnostics/codes/unknown-item.ts";
import type { Declaration, Expression, Item, Let as LetNode } from "./ast.ts";
import { ImportParser } from "./parser/import-parser.ts";
import type { Head } from "./parser/nodes.ts";
import { recordedHead } from "./parser/nodes.ts";
import type { ParserInput } from "./parser/token-reader.ts";
import {
  Abstract,
  Colon,
  Comma,
  Dot,
  Equal,
  Extends,
  endOf,
  Fn,
  From,
  Import,
  isItemWord,
  isOf,
  Kind,
  KindName,
  LBrace,
  Let,
  LParen,
  Name,
  NumberToken,
  Override,
  Param,
  PlainString,
  Policy,
  Private,
  RParen,
  reservedWords,
  retype,
  Semicolon,
  Test,
} from "./tokens.ts";

/** The rules for files and items: with those it extends, the whole grammar. */
export class ItemParser extends ImportParser {
  /** Reads the items of a source, or of a part of one. */
  parseItems(input: ParserInput): readonly Item[] {
    this.begin(input);
    const items = this.File();
    return this.hoisted.length === 0 ? items : [...items, ...this.hoisted];
  }

  File = this.RULE("File", (): readonly Item[] => {
    const items: Item[] = [];
    if (this.RECORDING_PHASE) {
      this.MANY(() => this.SUBRULE(this.Item));
      return items;
    }
    while (!this.atEnd()) {
      if (this.atItem()) {
        const item = this.Item();
        if (item !== undefined) items.push(item);
      } else if (this.at(Semicolon) || this.at(Comma)) {
        this.straySeparator();
      } else if (this.at(Name) && this.nextIs(2, Colon)) {
        this.indented(1);
      } else {
        this.skipUnexpected("a declaration", () => this.onNewLine() && this.atItem());
      }
    }
    return items;
  });

  Item = this.RULE("Item", (): Item | undefined => {
    if (this.RECORDING_PHASE) {
      this.OPTION(() => this.CONSUME(Private));
      this.OPTION2(() => this.CONSUME(Abstract));
      this.OR([
        { ALT: () => this.SUBRULE(this.Import) },
        { ALT: () => this.SUBRULE(this.Param) },
        { ALT: () => this.SUBRULE(this.Let) },
        { ALT: () => this.SUBRULE(this.Fn) },
        { ALT: () => this.SUBRULE(this.Kind) },
        { ALT: () => this.SUBRULE(this.Policy) },
        { ALT: () => this.SUBRULE(this.Test) },
        { ALT: () => this.SUBRULE(this.Declaration) },
      ]);
      return undefined;
    }
    const first = this.next;
    const start = first.startOffset;
    const doc = this.docBefore(first);
    if (exportWords.includes(first.image) && this.atExported()) this.exported();
    const modifiers = [];
    while (this.at(Private) || this.at(Abstract)) modifiers.push(this.skip());
    const type = this.next.tokenType;
    const privateToken = modifiers.find((token) => token.tokenType === Private);
    const abstractToken = modifiers.find((token) => token.tokenType === Abstract);
    const head: Head = { start, doc, private: privateToken !== undefined, abstract: abstractToken !== undefined };
    const isDeclaration = isOf(this.next, KindName);
    if (!isDeclaration || this.atEnd()) {
      if (abstractToken !== undefined) this.failModifier(abstractToken, this.found());
      if (privateToken !== undefined && !privates.includes(type)) this.failModifier(privateToken, this.found());
    }
    switch (type) {
      case Import:
        return this.Import();
      case Param:
        return this.Param(head);
      case Let:
        return this.Let(head);
      case Fn:
        return this.Fn(head);
      case Kind:
        return this.Kind(head);
      case Policy:
        return this.Policy(head);
      case Test:
        return this.Test(head);
    }
    if (!isDeclaration) return undefined;
    if (this.nextIs(2, Equal)) return this.letWithoutWord(head);
    if (type === Override && this.atOverride()) return this.overrideOutside();
    if (type === From && this.atPathAndImport()) return this.importFromFirst(start);
    if (this.atForeignImport()) return this.foreignImport();
    if (this.nextIs(2, Name) && this.nextIs(3, Equal) && this.nextIs(4, LBrace) && !valueWords.includes(first.image))
      return this.Declaration(head);
    const isDerived = this.nextIs(3, Colon) && this.nextIs(4, Name) && this.nextIs(5, LBrace);
    if (isDerived && this.nextIs(2, Name)) return this.Declaration(head);
    if (this.nextIs(2, Name) && this.nextIs(3, Colon) && !this.onSameLine(4)) return this.indented(2);
    if (this.nextIs(2, Name) && this.nextIs(3, LParen) && !functionWords.includes(first.image)) {
      if (this.nextIs(4, Name) && this.nextIs(5, RParen) && this.nextIs(6, LBrace)) return this.Declaration(head);
      if (!this.nextIs(4, RParen) && !this.nextIs(5, Colon)) return this.called();
    }
    if (this.nextIs(2, Name) && (this.nextIs(3, Equal) || this.nextIs(3, Colon) || this.nextIs(3, LParen))) {
      return this.misspeltItem(head);
    }
    return this.Declaration(head);
  });

  Declaration = this.RULE("Declaration", (head: Head = recordedHead): Declaration => {
    const kindName = this.nameNode(this.CONSUME(KindName));
    const name = this.label(1, "the declaration", true);
    if (!this.RECORDING_PHASE && this.atForeignExtends()) this.foreignExtends(kindName.text, name.text);
    const inParentheses = !this.RECORDING_PHASE && this.at(LParen) && this.nextIs(2, Name) && this.nextIs(3, RParen);
    const base = inParentheses
      ? this.baseInParentheses(kindName.text, name.text)
      : this.when(0, Extends, () => {
          this.CONSUME(Extends);
          return this.SUBRULE(this.QualifiedName);
        });
    if (!this.RECORDING_PHASE && base !== undefined && this.at(Comma) && this.nextIs(2, Name))
      this.furtherBases(kindName.text, name.text);
    if (!this.RECORDING_PHASE && this.at(Equal)) {
      const span = this.spanOf(this.next);
      const fixes = [{ title: "Remove `=`", edits: [{ span, text: "" }] }];
      this.fail(unexpectedText, span, { found: "`=`", expected: "`{`" }, { fixes });
      this.skip();
    }
    const body = this.SUBRULE(this.Body);
    return {
      kind: "Declaration",
      uri: this.uri,
      start: head.start,
      end: this.readTo,
      doc: head.doc,
      private: head.private,
      abstract: head.abstract,
      kindName,
      name,
      extends: base,
      body,
    };
  });

  private atForeignExtends(): boolean {
    return (this.at(Colon) || this.at(From)) && this.nextIs(2, Name) && this.nextIs(3, LBrace);
  }

  // `image web(arch = "arm64")`: told once, and left out.
  private called(): undefined {
    const example = `${this.next.image} ${this.LA(2).image} { … }`;
    this.skip();
    this.skip();
    this.fail(expectedText, this.spanOf(this.next), { expected: "{", found: "`(`", example });
    this.skipGroup();
    if (this.at(LBrace)) this.skipGroup();
  }

  // `image web(base) { … }`, as classes have it.
  private baseInParentheses(kindName: string, name: string): Expression {
    const start = this.skip().startOffset;
    const base = this.nameNode(this.skip());
    this.skip();
    const span = this.spanFrom(start);
    const text = ` extends ${base.text}`;
    const example = `${kindName} ${name}${text} { … }`;
    const fixes = [{ title: "Write `extends`", edits: [{ span, text }] }];
    this.fail(expectedText, span, { expected: "extends", found: "`(`", example }, { fixes });
    return this.referenceTo(base);
  }

  // `extends a, b`: the first is read.
  private furtherBases(kindName: string, name: string): void {
    const start = this.next.startOffset;
    while (this.at(Comma) && this.nextIs(2, Name)) {
      this.skip();
      this.QualifiedName();
    }
    const span = this.spanFrom(start);
    const found = `\`${this.text.slice(span.start, span.end)}\``;
    const example = `${kindName} ${name} extends <one other> { … }`;
    this.fail(expectedText, span, { expected: "{", found, example });
  }

  // `image web: base { … }`, `image web from base { … }`: the word is read as the one that was meant.
  private foreignExtends(kindName: string, name: string): void {
    const token = this.next;
    const span = this.spanOf(token);
    const gap = token.startOffset === this.readTo ? " " : "";
    const example = `${kindName} ${name} extends ${this.LA(2).image} { … }`;
    const fixes = [{ title: "Write `extends`", edits: [{ span, text: `${gap}extends` }] }];
    this.fail(expectedText, span, { expected: "extends", found: this.found(), example }, { fixes });
    retype(token, Extends);
  }

  private atItem(): boolean {
    const token = this.next;
    if (!isOf(token, KindName)) return isItemWord(token.tokenType);
    return this.looksLikeDeclaration() || this.atForeignImport() || (this.at(From) && this.atPathAndImport());
  }

  private looksLikeDeclaration(): boolean {
    const second = this.LA(2);
    if (reservedWords.includes(second.tokenType)) return this.onSameLine(2) && this.nextIs(3, LBrace);
    if (second.tokenType === LBrace || second.tokenType === Equal || second.tokenType === PlainString) return true;
    if (second.tokenType === NumberToken)
      return this.onSameLine(2) && (this.nextIs(3, LBrace) || this.nextIs(3, Extends));
    return isOf(second, Name) && (this.onSameLine(2) || this.nextIs(3, LBrace) || this.nextIs(3, Extends));
  }

  private atExported(): boolean {
    const { image, tokenType } = this.LA(2);
    const isDeclared = this.nextIs(2, KindName) && this.nextIs(3, Name) && !this.nextIs(3, Extends);
    const starts = isDeclared || isItemWord(tokenType) || valueWords.includes(image) || image === "function";
    return starts && this.onSameLine(2);
  }

  private exported(): void {
    const token = this.next;
    const span = this.spanOf(token);
    const edits = [{ span: { ...span, end: this.LA(2).startOffset }, text: "" }];
    const values = { found: `\`${token.image}\``, expected: "a declaration" };
    this.fail(unexpectedText, span, values, { fixes: [{ title: "Remove it", edits }] });
    this.skip();
  }

  // Not `override a { … }`, which is a declaration by its form: that is told of its kind.
  private atOverride(): boolean {
    return this.nextIs(2, Name) && (this.nextIs(3, Dot) || (this.nextIs(3, Name) && this.nextIs(4, LBrace)));
  }

  // Read and left out: there is nothing that it could be outside of an environment.
  private overrideOutside(): undefined {
    this.fail(unexpectedText, this.spanOf(this.next), { found: "`override`", expected: "a declaration" });
    this.skip();
    this.QualifiedName();
    if (this.at(Name) && this.nextIs(2, LBrace)) this.skip();
    if (this.at(LBrace)) this.skipGroup();
  }

  // `project:` or `fleet web:`, and lines below it that are indented, as YAML has it: told once, up to the next
  // declaration. The colon stands behind some words.
  private indented(words: number): undefined {
    const span = { ...this.spanOf(this.next), end: endOf(this.LA(words + 1)) };
    const images = Array.from({ length: words }, (_, index) => this.LA(index + 1).image);
    const found = `\`${images.join(" ")}:\``;
    if (!this.failedHere()) this.fail(unexpectedText, span, { found, expected: "a declaration" });
    do this.skipGroup();
    while (!this.atClosingOrEnd() && !(this.onNewLine() && this.atItem()));
    this.lastErrorIndex = this.currentIndex();
  }

  // `lett port = …`: what follows tells which word was meant.
  private misspeltItem(head: Head): Item {
    const token = this.next;
    const type = this.nextIs(3, Equal) ? Let : this.nextIs(3, Colon) ? Param : Fn;
    const isValue = type === Param && valueWords.includes(token.image);
    const meant = isValue ? "let" : (type.LABEL ?? "");
    const span = this.spanOf(token);
    // A `let` takes no type, so that one word would not mend it.
    const fixes = isValue ? [] : [{ title: `Write \`${meant}\``, edits: [{ span, text: meant }] }];
    this.fail(unknownItem, span, { word: token.image, meant }, { fixes });
    retype(token, type);
    if (type === Let) return this.Let(head);
    return type === Param ? this.Param(head) : this.Fn(head);
  }

  private letWithoutWord(head: Head): LetNode {
    const token = this.skip();
    const name = this.nameNode(token);
    const edits = [{ span: { ...spanOf(name), end: name.start }, text: "let " }];
    this.fail(attributeOutside, name, { name: name.text }, { fixes: [{ title: "Insert `let`", edits }] });
    this.skip();
    return this.letNode(head, name, this.Expression());
  }

  private failModifier(token: { readonly image: string; readonly startOffset: number }, item: string): void {
    const span = { uri: this.uri, start: token.startOffset, end: token.startOffset + token.image.length };
    this.fail(misplacedModifier, span, { modifier: token.image, item });
  }
}

const valueWords: readonly string[] = ["let", "lett", "const", "var", "val", "local", "set", "define", "export"];
const functionWords: readonly string[] = ["function", "func", "fun", "def", "define"];
const exportWords: readonly string[] = ["export", "public", "pub"];
const privates: readonly TokenType[] = [Let, Fn, Policy];
