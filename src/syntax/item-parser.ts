import { EOF, type TokenType } from "chevrotain";
import { attributeOutside } from "../diagnostics/codes/attribute-outside.ts";
import { colonForEquals } from "../diagnostics/codes/colon-for-equals.ts";
import { dottedAttribute } from "../diagnostics/codes/dotted-attribute.ts";
import { expectedText } from "../diagnostics/codes/expected-text.ts";
import { itemInside } from "../diagnostics/codes/item-inside.ts";
import { misplacedModifier } from "../diagnostics/codes/misplaced-modifier.ts";
import { missingEquals } from "../diagnostics/codes/missing-equals.ts";
import { missingType } from "../diagnostics/codes/missing-type.ts";
import { straySeparator } from "../diagnostics/codes/stray-separator.ts";
import { unknownItem } from "../diagnostics/codes/unknown-item.ts";
import type {
  Assertion,
  Attribute,
  BlockMember,
  Block as BlockNode,
  Body,
  BodyItem,
  Declaration,
  Expression,
  FieldMember,
  Fn as FnNode,
  FnParameter,
  ImportedName,
  Import as ImportNode,
  Item,
  KindMember,
  Kind as KindNode,
  Let as LetNode,
  Missing,
  Name as NameNode,
  Override as OverrideNode,
  Param as ParamNode,
  Policy as PolicyNode,
  Requirement,
  SourceFile,
  StringLiteral,
  Test as TestNode,
} from "./ast.ts";
import { optional } from "./expression-parser.ts";
import { retype } from "./lexer.ts";
import type { ParserInput } from "./recovering-parser.ts";
import {
  Abstract,
  As,
  Assert,
  Block,
  Colon,
  Comma,
  Dot,
  Else,
  Environment,
  Equal,
  EqualEqual,
  Extends,
  Fn,
  From,
  Greater,
  Identifier,
  Import,
  isOf,
  Kind,
  KindName,
  LBrace,
  Less,
  Let,
  LParen,
  Name,
  On,
  Override,
  Param,
  Per,
  PlainString,
  Policy,
  Private,
  Question,
  RBrace,
  Require,
  RParen,
  reservedWords,
  Semicolon,
  Star,
  StringOpen,
  Test,
} from "./tokens.ts";
import { TypeParser } from "./type-parser.ts";

interface Head {
  readonly start: number;
  readonly doc: string | undefined;
  readonly private: boolean;
  readonly abstract: boolean;
}

// Chevrotain calls every rule once without arguments, to record the grammar.
const recordedHead: Head = { start: 0, doc: undefined, private: false, abstract: false };

/** The rules for files, items and bodies: the whole grammar. */
export class ItemParser extends TypeParser {
  // Items that were written inside of a body: reported, and kept as if they stood outside.
  private hoisted: Item[] = [];
  // Behind the last attribute that had no `=`.
  private endOfMistaken = -1;

  constructor() {
    super();
    this.performSelfAnalysis();
  }

  /** Reads a whole source. */
  parseFile(input: ParserInput): SourceFile {
    this.begin(input);
    this.hoisted = [];
    this.endOfMistaken = -1;
    const items = this.File();
    const span = { uri: input.uri, start: 0, end: input.text.length };
    return { kind: "SourceFile", uri: input.uri, span, items: [...items, ...this.hoisted], comments: input.comments };
  }

  File = this.RULE("File", (): readonly Item[] => {
    const items: Item[] = [];
    if (this.RECORDING_PHASE) {
      this.MANY(() => this.SUBRULE(this.Item));
      return items;
    }
    while (!this.atEnd()) {
      if (this.atItem()) {
        const item = this.SUBRULE(this.Item);
        if (item !== undefined) items.push(item);
      } else if (this.at(Semicolon) || this.at(Comma)) {
        this.straySeparator();
      } else {
        this.skipUnexpected("a declaration", () => this.onNewLine() && this.atItem());
      }
    }
    return items;
  });

  Item = this.RULE("Item", (): Item | undefined => {
    const first = this.LA(1);
    const doc = this.RECORDING_PHASE ? undefined : this.docBefore(first);
    const start = this.startOf(first);
    if (this.RECORDING_PHASE) {
      const head = { start, doc, private: false, abstract: false };
      this.OPTION(() => this.CONSUME(Private));
      this.OPTION2(() => this.CONSUME(Abstract));
      this.OR([
        { ALT: () => this.SUBRULE(this.Import) },
        { ALT: () => this.SUBRULE(this.Param, { ARGS: [head] }) },
        { ALT: () => this.SUBRULE(this.Let, { ARGS: [head] }) },
        { ALT: () => this.SUBRULE(this.Fn, { ARGS: [head] }) },
        { ALT: () => this.SUBRULE(this.Kind, { ARGS: [head] }) },
        { ALT: () => this.SUBRULE(this.Policy, { ARGS: [head] }) },
        { ALT: () => this.SUBRULE(this.Test, { ARGS: [head] }) },
        { ALT: () => this.SUBRULE(this.Declaration, { ARGS: [head] }) },
      ]);
      return undefined;
    }
    const modifiers = [];
    while (this.at(Private) || this.at(Abstract)) modifiers.push(this.skip());
    const type = this.LA(1).tokenType;
    const privateToken = modifiers.find((token) => token.tokenType === Private);
    const abstractToken = modifiers.find((token) => token.tokenType === Abstract);
    const head: Head = { start, doc, private: privateToken !== undefined, abstract: abstractToken !== undefined };
    const item = this.found();
    const privates: readonly TokenType[] = [Let, Fn, Policy];
    const isDeclaration = isOf(this.LA(1), KindName);
    if (!isDeclaration || this.atEnd()) {
      if (abstractToken !== undefined) this.failModifier(abstractToken, item);
      if (privateToken !== undefined && !privates.includes(type)) this.failModifier(privateToken, item);
    }
    switch (type) {
      case Import:
        return this.SUBRULE(this.Import);
      case Param:
        return this.SUBRULE(this.Param, { ARGS: [head] });
      case Let:
        return this.SUBRULE(this.Let, { ARGS: [head] });
      case Fn:
        return this.SUBRULE(this.Fn, { ARGS: [head] });
      case Kind:
        return this.SUBRULE(this.Kind, { ARGS: [head] });
      case Policy:
        return this.SUBRULE(this.Policy, { ARGS: [head] });
      case Test:
        return this.SUBRULE(this.Test, { ARGS: [head] });
    }
    if (!isDeclaration) return undefined;
    if (this.nextIs(2, Equal)) return this.letWithoutWord(head);
    if (this.nextIs(2, Name) && (this.nextIs(3, Equal) || this.nextIs(3, Colon) || this.nextIs(3, LParen))) {
      return this.misspeltItem(head);
    }
    return this.SUBRULE(this.Declaration, { ARGS: [head] });
  });

  Import = this.RULE("Import", (): ImportNode => {
    const start = this.startOf(this.LA(1));
    const example = 'import { a, b } from "./file"';
    const names: ImportedName[] = [];
    this.CONSUME(Import);
    if (this.expect(1, LBrace, example) !== undefined) {
      this.separated(
        "a name",
        () => this.at(Name),
        () => names.push(this.SUBRULE(this.ImportedName)),
      );
      this.close(2, RBrace, "`,` or `}`");
    } else if (this.at(Name) && !this.at(From) && this.onSameLine(1)) {
      names.push(this.SUBRULE2(this.ImportedName));
    }
    this.expect(3, From, example);
    const from = this.title(1, "the path of an import", example);
    return { kind: "Import", span: this.spanFrom(start), names, from };
  });

  ImportedName = this.RULE("ImportedName", (): ImportedName => {
    const start = this.startOf(this.LA(1));
    const name = this.nameNode(this.CONSUME(Name));
    const alias = this.OPTION(() => {
      this.CONSUME(As);
      return this.name(2, "the import");
    });
    return { kind: "ImportedName", span: this.spanFrom(start), name, ...optional("alias", alias) };
  });

  Param = this.RULE("Param", (head: Head = recordedHead): ParamNode => {
    this.CONSUME(Param);
    const name = this.itemName(1, "the parameter");
    const type = this.annotation(1);
    const value = this.defaultValue();
    return {
      kind: "Param",
      span: this.spanFrom(head.start),
      ...documented(head),
      name,
      type,
      ...optional("default", value),
    };
  });

  Let = this.RULE("Let", (head: Head = recordedHead): LetNode => {
    this.CONSUME(Let);
    const name = this.itemName(1, "the value");
    this.equal(1, name);
    const value = this.SUBRULE(this.Expression);
    return { kind: "Let", span: this.spanFrom(head.start), ...documented(head), private: head.private, name, value };
  });

  Fn = this.RULE("Fn", (head: Head = recordedHead): FnNode => {
    const example = "fn name(size: int): int = size + 1";
    const parameters: FnParameter[] = [];
    this.CONSUME(Fn);
    const name = this.itemName(1, "the function");
    const typeParameters = this.OPTION(() => this.SUBRULE(this.TypeParameters)) ?? [];
    if (this.expect(1, LParen, example) !== undefined) {
      if (this.RECORDING_PHASE) this.OPTION2(() => this.SUBRULE(this.Parameters, { ARGS: [parameters] }));
      else if (!this.at(RParen)) this.SUBRULE(this.Parameters, { ARGS: [parameters] });
      this.close(2, RParen, "`,` or `)`");
    }
    const result = this.annotation(1);
    const body = this.defaultValue();
    return {
      kind: "Fn",
      span: this.spanFrom(head.start),
      ...documented(head),
      private: head.private,
      name,
      typeParameters,
      parameters,
      result,
      ...optional("body", body),
    };
  });

  TypeParameters = this.RULE("TypeParameters", (): readonly NameNode[] => {
    const names: NameNode[] = [];
    this.CONSUME(Less);
    this.joined(Comma, () => names.push(this.name(1, "the type parameter")));
    this.expect(2, Greater, "fn first<T>(list: [T]): T");
    return names;
  });

  Parameters = this.RULE("Parameters", (parameters: FnParameter[] = []): void => {
    this.separated(
      "a parameter",
      () => this.at(Name),
      () => parameters.push(this.SUBRULE(this.Parameter)),
    );
  });

  Parameter = this.RULE("Parameter", (): FnParameter => {
    const start = this.startOf(this.LA(1));
    const name = this.nameNode(this.CONSUME(Name));
    const type = this.annotation(1);
    const value = this.defaultValue();
    return { kind: "FnParameter", span: this.spanFrom(start), name, type, ...optional("default", value) };
  });

  Kind = this.RULE("Kind", (head: Head = recordedHead): KindNode => {
    this.CONSUME(Kind);
    const name = this.itemName(1, "the kind");
    const members = this.SUBRULE(this.KindBody);
    return { kind: "Kind", span: this.spanFrom(head.start), ...documented(head), name, members };
  });

  KindBody = this.RULE("KindBody", (): readonly KindMember[] => {
    const members: KindMember[] = [];
    this.nested(
      "blocks",
      () => {
        this.braces(
          "a field or `block`",
          () => this.at(Name),
          () => members.push(this.SUBRULE(this.KindMember)),
        );
      },
      () => {},
    );
    return members;
  });

  KindMember = this.RULE("KindMember", (): KindMember => {
    const start = this.startOf(this.LA(1));
    const head: Head = { start, doc: this.docHere(), private: false, abstract: false };
    if (this.RECORDING_PHASE) {
      this.OR([
        { ALT: () => this.SUBRULE(this.Field, { ARGS: [head] }) },
        { ALT: () => this.SUBRULE(this.BlockMember, { ARGS: [head] }) },
      ]);
      return recordedMember;
    }
    const isBlock = this.at(Block) && this.nextIs(2, Name);
    return isBlock ? this.SUBRULE(this.BlockMember, { ARGS: [head] }) : this.SUBRULE(this.Field, { ARGS: [head] });
  });

  Field = this.RULE("Field", (head: Head = recordedHead): FieldMember => {
    const name = this.nameNode(this.CONSUME(Name));
    const type = this.annotation(1);
    const value = this.defaultValue();
    const perEnvironment = this.perEnvironment();
    return {
      kind: "FieldMember",
      span: this.spanFrom(head.start),
      ...documented(head),
      name,
      type,
      ...optional("default", value),
      perEnvironment,
    };
  });

  BlockMember = this.RULE("BlockMember", (head: Head = recordedHead): BlockMember => {
    this.CONSUME(Block);
    const name = this.nameNode(this.CONSUME(Name));
    let cardinality: BlockMember["cardinality"] = "one";
    this.OPTION(() =>
      this.OR([
        {
          ALT: () => {
            this.CONSUME(Question);
            cardinality = "optional";
          },
        },
        {
          ALT: () => {
            this.CONSUME(Star);
            cardinality = "many";
          },
        },
      ]),
    );
    const members = this.SUBRULE(this.KindBody);
    const perEnvironment = this.perEnvironment();
    return {
      kind: "BlockMember",
      span: this.spanFrom(head.start),
      ...documented(head),
      name,
      cardinality,
      members,
      perEnvironment,
    };
  });

  PerEnvironment = this.RULE("PerEnvironment", (): void => {
    this.CONSUME(Per);
    this.expect(1, Environment, "size: range<int> per environment");
  });

  Declaration = this.RULE("Declaration", (head: Head = recordedHead): Declaration => {
    const kindName = this.nameNode(this.CONSUME(KindName));
    const name = this.label(1, "the declaration", true);
    const base = this.OPTION(() => {
      this.CONSUME(Extends);
      return this.SUBRULE(this.QualifiedName);
    });
    const body = this.SUBRULE(this.Body);
    return {
      kind: "Declaration",
      span: this.spanFrom(head.start),
      ...documented(head),
      private: head.private,
      abstract: head.abstract,
      kindName,
      name,
      ...optional("extends", base),
      body,
    };
  });

  QualifiedName = this.RULE("QualifiedName", (): Expression => {
    const start = this.startOf(this.LA(1));
    const first = this.name(1, "what is meant");
    let node: Expression = first.text === "" ? this.missing() : { kind: "Reference", span: first.span, name: first };
    this.MANY(() => {
      this.CONSUME(Dot);
      const name = this.name(2, "what is meant");
      node = { kind: "Member", span: this.spanFrom(start), object: node, name };
    });
    return node;
  });

  Body = this.RULE("Body", (): Body => {
    const start = this.startOf(this.LA(1));
    const items: BodyItem[] = [];
    const outer = this.inBody;
    this.inBody = true;
    const read = this.nested(
      "blocks",
      () =>
        this.braces(
          "an attribute or a block",
          () => this.at(Name),
          () => {
            const item = this.SUBRULE(this.BodyItem);
            if (item !== undefined) items.push(item);
          },
        ),
      () => true,
    );
    this.inBody = outer;
    return { kind: "Body", span: read ? this.spanFrom(start) : this.here(), items };
  });

  BodyItem = this.RULE("BodyItem", (): BodyItem | undefined => {
    const start = this.startOf(this.LA(1));
    const head: Head = { start, doc: this.docHere(), private: false, abstract: false };
    if (this.RECORDING_PHASE) {
      this.OR([
        { ALT: () => this.SUBRULE(this.Attribute, { ARGS: [head] }) },
        { ALT: () => this.SUBRULE(this.Block, { ARGS: [head] }) },
        { ALT: () => this.SUBRULE(this.Override, { ARGS: [head] }) },
      ]);
      return undefined;
    }
    const second = this.LA(2);
    const sameLine = this.onSameLine(2);
    if (this.endOfMistaken === this.currentIndex() && this.onSameLine(1) && !memberSigns.includes(second.tokenType)) {
      // The rest of a line of words, of which the first two were reported.
      this.skip();
      this.endOfMistaken = this.currentIndex();
      return undefined;
    }
    if (second.tokenType === LBrace) return this.SUBRULE(this.Block, { ARGS: [head] });
    if (second.tokenType === Dot && !this.at(Override)) return this.dottedAttribute(head);
    if (!isOf(second, Name)) {
      const labelled = second.tokenType === PlainString && (this.nextIs(3, LBrace) || this.nextIs(3, PlainString));
      return labelled ? this.SUBRULE(this.Block, { ARGS: [head] }) : this.SUBRULE(this.Attribute, { ARGS: [head] });
    }
    if (this.at(Override) && (this.nextIs(3, LBrace) || this.nextIs(3, Dot)))
      return this.SUBRULE(this.Override, { ARGS: [head] });
    if (this.nextIs(3, LBrace)) return this.SUBRULE(this.Block, { ARGS: [head] });
    if (sameLine && isItemWord(this.LA(1).tokenType) && !this.nextIs(3, RBrace)) {
      const word = this.LA(1);
      this.fail(itemInside, this.spanOf(word), { word: word.image });
      const item = this.SUBRULE(this.Item);
      if (item !== undefined) this.hoisted.push(item);
      return undefined;
    }
    return this.SUBRULE(this.Attribute, { ARGS: [head] });
  });

  Attribute = this.RULE("Attribute", (head: Head = recordedHead): Attribute => {
    const name = this.nameNode(this.CONSUME(Name));
    const given = this.equal(1, name);
    const value = this.SUBRULE(this.Expression);
    if (!given) this.endOfMistaken = this.currentIndex();
    return { kind: "Attribute", span: this.spanFrom(head.start), ...documented(head), name, value };
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
      span: this.spanFrom(head.start),
      ...documented(head),
      name,
      ...optional("label", label),
      body,
    };
  });

  Override = this.RULE("Override", (head: Head = recordedHead): OverrideNode => {
    this.CONSUME(Override);
    const target = this.SUBRULE(this.QualifiedName);
    const body = this.SUBRULE(this.Body);
    return { kind: "Override", span: this.spanFrom(head.start), ...documented(head), target, body };
  });

  Policy = this.RULE("Policy", (head: Head = recordedHead): PolicyNode => {
    const example = 'policy small on fleet f { require f.size.max <= 10 else "too large" }';
    this.CONSUME(Policy);
    const name = this.itemName(1, "the policy");
    this.expect(2, On, example);
    const subjectKind =
      this.RECORDING_PHASE || this.at(Name) ? this.nameNode(this.consume(3, Name)) : this.name(3, "a kind");
    const subject = this.name(4, "what the policy looks at");
    const requirements: Requirement[] = [];
    this.braces(
      "`require`",
      () => this.at(Require),
      () => requirements.push(this.SUBRULE(this.Requirement)),
    );
    return {
      kind: "Policy",
      span: this.spanFrom(head.start),
      ...documented(head),
      private: head.private,
      name,
      subjectKind,
      subject,
      requirements,
    };
  });

  Requirement = this.RULE("Requirement", (): Requirement => {
    const start = this.startOf(this.LA(1));
    this.CONSUME(Require);
    const condition = this.condition(1);
    const message = this.expect(1, Else, 'require condition else "message"')
      ? this.SUBRULE2(this.Expression)
      : this.missing();
    return { kind: "Requirement", span: this.spanFrom(start), condition, message };
  });

  Test = this.RULE("Test", (head: Head = recordedHead): TestNode => {
    this.CONSUME(Test);
    const title = this.title(1, "the title of a test", 'test "what holds" { assert condition }');
    const assertions: Assertion[] = [];
    this.braces(
      "`assert`",
      () => this.at(Assert),
      () => assertions.push(this.SUBRULE(this.Assertion)),
    );
    return { kind: "Test", span: this.spanFrom(head.start), ...documented(head), title, assertions };
  });

  Assertion = this.RULE("Assertion", (): Assertion => {
    const start = this.startOf(this.LA(1));
    this.CONSUME(Assert);
    const condition = this.condition(1);
    const message = this.OPTION(() => {
      this.CONSUME(Else);
      return this.SUBRULE2(this.Expression);
    });
    return { kind: "Assertion", span: this.spanFrom(start), condition, ...optional("message", message) };
  });

  // ---------------------------------------------------------------- pieces of rules

  /** Reads `{`, members, `}`. False where there was no `{`, which is then reported. */
  private braces(what: string, canStart: () => boolean, member: () => void): boolean {
    if (this.RECORDING_PHASE) {
      this.CONSUME(LBrace);
      this.MANY9(member);
      this.CONSUME(RBrace);
      return true;
    }
    if (this.expect(0, LBrace, "{ … }") === undefined) return false;
    while (!this.atClosing() && !this.atEnd()) {
      const before = this.currentIndex();
      if (canStart()) member();
      else if (this.at(Semicolon) || this.at(Comma)) this.straySeparator();
      else if (this.atReservedMember()) this.reservedMember();
      else if (this.at(PlainString) && (this.nextIs(2, Equal) || this.nextIs(2, Colon))) this.quotedMember();
      else this.skipUnexpected(what, () => this.onNewLine() || this.at(Semicolon));
      if (this.currentIndex() === before && !canStart()) this.skipUnexpected(what, () => true);
    }
    this.take(0, RBrace);
    return true;
  }

  /** Reads `=`; tells whether a value is given. What is often written in its place is reported as such, its lack where there is nothing. */
  private equal(index: number, name: NameNode): boolean {
    if (this.RECORDING_PHASE || this.at(Equal)) {
      this.consume(index, Equal);
      return true;
    }
    if (this.at(Colon) || this.at(EqualEqual)) {
      const start = this.startOf(this.LA(1));
      this.skip();
      if (this.at(Equal) && this.startOf(this.LA(1)) === this.end()) this.skip();
      const span = this.spanFrom(start);
      const fixes = [{ title: "Write `=`", edits: [{ span, text: " =" }] }];
      const written = this.text.slice(span.start, span.end);
      const what = name.text === "" ? "it" : `\`${name.text}\``;
      this.fail(colonForEquals, span, { written, what }, { fixes });
      return true;
    }
    const fixes = [{ title: "Insert `=`", edits: [{ span: this.here(), text: " =" }] }];
    this.failHere(missingEquals, this.here(), { before: this.before(), found: this.found() }, { fixes });
    return false;
  }

  /** Reads `: Type`. */
  private annotation(index: number): TypeOf {
    const annotated = this.RECORDING_PHASE || this.at(Colon) || this.at(Equal);
    if (!annotated) {
      this.failHere(missingType, this.here(), { before: this.before(), found: this.found() });
      return this.missing();
    }
    if (!this.RECORDING_PHASE && this.at(Equal) && !this.startsType(2)) {
      this.failHere(missingType, this.here(), { before: this.before(), found: this.found() });
      return this.missing();
    }
    this.colon(index, "name: type");
    return this.SUBRULE(this.Type);
  }

  private startsType(distance: number): boolean {
    return this.nextIs(distance, Name);
  }

  private defaultValue(): Expression | undefined {
    if (this.RECORDING_PHASE) {
      return this.OPTION8(() => {
        this.CONSUME8(Equal);
        return this.SUBRULE8(this.Expression);
      });
    }
    return this.takeDefaultEqual(8) ? this.SUBRULE8(this.Expression) : undefined;
  }

  private perEnvironment(): boolean {
    if (this.RECORDING_PHASE) this.OPTION7(() => this.SUBRULE(this.PerEnvironment));
    else if (this.at(Per) && !this.nextIs(2, Colon)) {
      this.SUBRULE(this.PerEnvironment);
      return true;
    }
    return false;
  }

  // Of several labels in quotes, as in `resource "aws_instance" "web" {`, the last one is the name.
  private label(index: number, what: string, item = false): NameNode {
    let name = item ? this.itemName(index, what) : this.name(index, what);
    while (!this.RECORDING_PHASE && this.at(PlainString) && this.onSameLine(1)) name = this.quotedName();
    return name;
  }

  private title(index: number, what: string, example: string): StringLiteral | Missing {
    if (this.RECORDING_PHASE || this.at(PlainString) || this.at(StringOpen))
      return this.constant(this.subrule(index, this.String), what);
    const quoted = this.LA(1);
    if (isOf(quoted, Name) && this.onSameLine(1) && (this.nextIs(2, LBrace) || this.nextIs(2, EOF))) {
      const span = this.spanOf(quoted);
      const edits = [{ span, text: `"${quoted.image}"` }];
      this.fail(
        expectedText,
        span,
        { expected: '"…"', found: this.found(), example },
        {
          fixes: [{ title: "Put it in quotes", edits }],
        },
      );
      this.skip();
      return this.missing();
    }
    this.failHere(expectedText, this.here(), { expected: '"…"', found: this.found(), example });
    return this.missing();
  }

  private docHere(): string | undefined {
    return this.RECORDING_PHASE ? undefined : this.docBefore(this.LA(1));
  }

  private atItem(): boolean {
    const token = this.LA(1);
    return isOf(token, KindName) ? this.looksLikeDeclaration() : isItemWord(token.tokenType);
  }

  private looksLikeDeclaration(): boolean {
    const second = this.LA(2);
    if (second.tokenType === LBrace || second.tokenType === Equal || second.tokenType === PlainString) return true;
    return isOf(second, Name) && (this.onSameLine(2) || this.nextIs(3, LBrace) || this.nextIs(3, Extends));
  }

  // `lett port = …`: what follows tells which word was meant.
  private misspeltItem(head: Head): Item {
    const token = this.LA(1);
    const type = this.nextIs(3, Equal) ? Let : this.nextIs(3, Colon) ? Param : Fn;
    const meant = type.LABEL ?? "";
    const span = this.spanOf(token);
    const fixes = [{ title: `Write \`${meant}\``, edits: [{ span, text: meant }] }];
    this.fail(unknownItem, span, { word: token.image, meant }, { fixes });
    retype(token, type);
    const args: [Head] = [head];
    if (type === Let) return this.SUBRULE9(this.Let, { ARGS: args });
    return type === Param ? this.SUBRULE9(this.Param, { ARGS: args }) : this.SUBRULE9(this.Fn, { ARGS: args });
  }

  private letWithoutWord(head: Head): LetNode {
    const token = this.skip();
    const name = this.nameNode(token);
    const edits = [{ span: { ...name.span, end: name.span.start }, text: "let " }];
    this.fail(attributeOutside, name.span, { name: name.text }, { fixes: [{ title: "Insert `let`", edits }] });
    this.skip();
    const value = this.SUBRULE9(this.Expression);
    return { kind: "Let", span: this.spanFrom(head.start), ...documented(head), private: head.private, name, value };
  }

  private failModifier(token: { readonly image: string; readonly startOffset: number }, item: string): void {
    const span = { uri: this.uri, start: token.startOffset, end: token.startOffset + token.image.length };
    this.fail(misplacedModifier, span, { modifier: token.image, item });
  }

  private straySeparator(): void {
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
    const token = this.LA(1);
    this.failReserved(token);
    retype(token, Identifier);
  }

  private quotedMember(): void {
    const token = this.LA(1);
    const name = this.failQuoted(token);
    token.startOffset++;
    token.image = name;
    retype(token, Identifier);
  }

  private dottedAttribute(head: Head): BodyItem {
    const path: NameNode[] = [this.nameNode(this.skip())];
    while (this.at(Dot)) {
      this.skip();
      path.push(this.name(1, "the attribute"));
    }
    const last = path[path.length - 1] as NameNode;
    const span = this.spanFrom(head.start);
    this.fail(dottedAttribute, span, { path: path.map((name) => name.text).join(".") });
    this.equal(1, last);
    const value = this.SUBRULE9(this.Expression);
    const whole = this.spanFrom(head.start);
    let item: BodyItem = { kind: "Attribute", span: { ...whole, start: last.span.start }, name: last, value };
    for (const name of path.slice(0, -1).reverse()) {
      const itemSpan = { ...whole, start: name.span.start };
      item = { kind: "Block", span: itemSpan, name, body: { kind: "Body", span: item.span, items: [item] } };
    }
    return { ...item, ...documented(head) };
  }
}

type TypeOf = ParamNode["type"];

const nowhere = { uri: "", start: 0, end: 0 };
const recordedMember: KindMember = {
  kind: "FieldMember",
  span: nowhere,
  name: { text: "", span: nowhere },
  type: { kind: "Missing", span: nowhere },
  perEnvironment: false,
};

const memberSigns: readonly TokenType[] = [Equal, Colon, LBrace, Dot, PlainString];
const itemWords: readonly TokenType[] = [Import, Param, Let, Fn, Kind, Policy, Test, Private, Abstract];

function isItemWord(type: TokenType): boolean {
  return itemWords.includes(type);
}

function documented(head: Head): { readonly doc?: string } {
  return head.doc === undefined ? {} : { doc: head.doc };
}
