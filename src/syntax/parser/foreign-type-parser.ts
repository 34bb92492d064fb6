import { type Span, spanOf } from "../../base/span.ts";
import { foreignType } from "../../diagnostics/codes/foreign-type.ts";
import type { Fix } from "../../diagnostics/diagnostic.ts";
import type { Name as NameNode, TypeNode } from "../ast.ts";
import {
  Colon,
  Comma,
  False,
  Greater,
  LBracket,
  Less,
  LParen,
  NumberToken,
  PlainString,
  Question,
  RBracket,
  RParen,
  True,
} from "../tokens.ts";
import { unitMeant } from "../unit-words.ts";
import { ExpressionParser } from "./expression-parser.ts";

/** Types as other languages write them: reported once, and read as what they were meant as. */
export abstract class ForeignTypeParser extends ExpressionParser {
  abstract Type: () => TypeNode;
  // In how many types of other languages what is read lies.
  private foreignDepth = 0;

  /** Whether `list(`, `Array<` or `Optional[` come next. */
  protected atForeignGeneric(): boolean {
    const opens = this.nextIs(2, LParen) || this.nextIs(2, Less) || this.nextIs(2, LBracket);
    return opens && formOf(this.next.image) !== undefined && this.onSameLine(2) && !this.isEmptyList(2);
  }

  /** `list(string)`, `Map<string, int>`, `Optional[str]` */
  protected foreignGeneric(): TypeNode {
    const start = this.next.startOffset;
    const form = formOf(this.skip().image);
    this.skip();
    this.foreignDepth++;
    const args = [this.Type()];
    while (this.at(Comma)) {
      this.skip();
      args.push(this.Type());
    }
    this.foreignDepth--;
    const isKnown = !this.failedHere();
    if (this.at(Greater) || this.at(RParen) || this.at(RBracket)) this.skip();
    const span = this.spanFrom(start);
    const element = args[args.length - 1] ?? { kind: "Missing", ...span };
    const type = typeOf(form, span, element);
    return isKnown ? this.meantAs(span, type) : type;
  }

  /** `string[]`, of which the element has been read. */
  protected elementsOf(element: TypeNode): TypeNode {
    let type = element;
    while (this.isEmptyList(1) && this.onSameLine(1)) {
      this.skip();
      this.skip();
      type = { kind: "ListType", ...this.spanFrom(element.start), element: type };
    }
    return type === element ? type : this.meantAs(spanOf(type), type);
  }

  /** `string | null`, of which all has been read, and is kept but for the `null`. */
  protected withNull(start: number, members: readonly TypeNode[]): TypeNode {
    const span = this.spanFrom(start);
    const [only, ...others] = members;
    if (only === undefined) return { kind: "Missing", ...span };
    const element: TypeNode = others.length === 0 ? only : { kind: "UnionType", ...span, members };
    return this.meantAs(span, { kind: "OptionalType", ...span, element });
  }

  /** `["a", "b"]`, of which the first has been read, as what one may choose from. */
  protected choices(start: number, first: TypeNode): TypeNode {
    const members = [first];
    while (this.at(Comma)) {
      this.skip();
      if (!this.at(RBracket)) members.push(this.Type());
    }
    if (this.at(RBracket)) this.skip();
    const span = this.spanFrom(start);
    return this.meantAs(span, { kind: "UnionType", ...span, members });
  }

  /** `size?: int`: reads the question mark, and gives it back where the type ends. */
  protected questionBeforeColon(name: NameNode, readType: () => TypeNode): TypeNode | null {
    if (!this.at(Question) || !this.nextIs(2, Colon)) return null;
    const mark = this.spanOf(this.skip());
    const element = readType();
    const span = this.spanFrom(name.start);
    const edits = [
      { span: mark, text: "" },
      { span: { ...span, start: span.end }, text: "?" },
    ];
    const written = this.text.slice(name.start, span.end);
    const meant = `${name.text}: ${this.typeText(element)}?`;
    this.fail(foreignType, mark, { written, meant }, { fixes: [{ title: `Write \`${meant}\``, edits }] });
    return { kind: "OptionalType", ...spanOf(element), element };
  }

  /** The fix that gives the type of the literal behind an `=`, `param x = 3`. */
  protected typeOfLiteral(at: Span): readonly Fix[] {
    const { image } = this.LA(2);
    const unit = image.replace(/^[\d_.]+/, "");
    const type = this.nextIs(2, NumberToken)
      ? unit === ""
        ? image.includes(".")
          ? "decimal"
          : "int"
        : measures[unitMeant(unit) ?? unit]
      : this.nextIs(2, PlainString)
        ? "string"
        : this.nextIs(2, True) || this.nextIs(2, False)
          ? "bool"
          : undefined;
    if (type === undefined) return [];
    return [{ title: `Insert \`: ${type}\``, edits: [{ span: at, text: `: ${type}` }] }];
  }

  private isEmptyList(distance: number): boolean {
    return this.nextIs(distance, LBracket) && this.nextIs(distance + 1, RBracket);
  }

  // What lies in another one is told with it.
  private meantAs(span: Span, type: TypeNode): TypeNode {
    if (this.foreignDepth > 0) return type;
    const written = this.text.slice(span.start, span.end);
    const meant = this.typeText(type);
    const fixes = [{ title: `Write \`${meant}\``, edits: [{ span, text: meant }] }];
    this.fail(foreignType, span, { written, meant }, { fixes });
    return type;
  }

  private typeText(type: TypeNode): string {
    switch (type.kind) {
      case "ListType":
        return `[${this.typeText(type.element)}]`;
      case "MapType":
        return `{string: ${this.typeText(type.value)}}`;
      case "OptionalType":
        return type.element.kind === "UnionType"
          ? `(${this.typeText(type.element)})?`
          : `${this.typeText(type.element)}?`;
      case "UnionType":
        return type.members.map((member) => this.typeText(member)).join(" | ");
      default:
        return this.text.slice(type.start, type.end);
    }
  }
}

function typeOf(form: Form | undefined, span: Span, element: TypeNode): TypeNode {
  switch (form) {
    case "list":
      return { kind: "ListType", ...span, element };
    case "map":
      return { kind: "MapType", ...span, value: element };
    case "optional":
      return { kind: "OptionalType", ...span, element };
    default:
      return element;
  }
}

type Form = "list" | "map" | "optional" | "same";

const forms: ReadonlyMap<string, Form> = new Map([
  ...["list", "set", "array", "sequence", "listing"].map((name) => [name, "list"] as const),
  ...["map", "dict", "record", "mapping"].map((name) => [name, "map"] as const),
  ["object", "same"],
  ...["optional", "maybe", "option", "nullable"].map((name) => [name, "optional"] as const),
]);

function formOf(name: string): Form | undefined {
  return forms.get(name.toLowerCase());
}

const measures: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["ms", "s", "m", "h", "d"].map((unit) => [unit, "duration"])),
  ...Object.fromEntries(["KiB", "MiB", "GiB", "TiB"].map((unit) => [unit, "bytes"])),
  "%": "percent",
};
