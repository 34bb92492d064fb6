import type { IToken } from "chevrotain";
import { EOF } from "chevrotain";
import type { Span } from "../../base/span.ts";
import { missingComma } from "../../diagnostics/codes/missing-comma.ts";
import { nestingTooDeep } from "../../diagnostics/codes/nesting-too-deep.ts";
import { quotedName } from "../../diagnostics/codes/quoted-name.ts";
import { reservedWord } from "../../diagnostics/codes/reserved-word.ts";
import type { DiagnosticDefinition, Report, ReportDetails } from "../../diagnostics/definition.ts";
import type { StringPiece } from "../string-piece.ts";
import type { ParserInput } from "./token-reader.ts";
import { TokenReader } from "./token-reader.ts";

/** Reports mistakes, and remembers where the last one was: what follows from it is not reported again. */
export abstract class MistakeReporter extends TokenReader {
  private reporter: Report = () => {};
  protected lastErrorIndex = nowhere;
  private reportedDepth = false;

  protected override begin(input: ParserInput): void {
    super.begin(input);
    this.reporter = input.report;
    this.lastErrorIndex = nowhere;
    this.reportedDepth = false;
  }
  protected fail<Values>(
    definition: DiagnosticDefinition<Values>,
    span: Span,
    values: Values,
    details?: ReportDetails,
  ): void {
    this.lastErrorIndex = this.currentIndex();
    this.reporter(definition, span, values, details);
  }

  /** As `fail`, unless the last finding was made at this very token: then this one follows from it. */
  protected failHere<Values>(
    definition: DiagnosticDefinition<Values>,
    span: Span,
    values: Values,
    details?: ReportDetails,
  ): void {
    if (!this.failedHere()) this.fail(definition, span, values, details);
    this.lastErrorIndex = this.currentIndex();
  }

  protected failedHere(): boolean {
    return this.lastErrorIndex === this.currentIndex();
  }

  /** Reports what nests too deep, once in a file: where one thing does, many do. */
  protected failTooDeep(span: Span, what: string, limit: number): void {
    if (!this.reportedDepth) this.fail(nestingTooDeep, span, { what, limit });
    this.reportedDepth = true;
  }

  protected failReserved(token: IToken): void {
    const span = this.spanOf(token);
    const edits = [{ span, text: `${token.image}_` }];
    this.fail(
      reservedWord,
      span,
      { word: token.image },
      { fixes: [{ title: `Rename to \`${token.image}_\``, edits }] },
    );
  }

  /** Reports a name in quotes, with the quoted words before it, and tells the name that was meant. */
  protected failQuoted(token: IToken, first = token): string {
    const last = this.spanOf(token);
    const span = { ...last, start: this.spanOf(first).start };
    const text = token.image.replace(/^(?:r?"+|['`“”„‘’«])|(?:(?<!")"+|['`“”‘’»])$/g, "");
    const name = text.replace(/[^\p{XID_Continue}-]+/gu, "_").replace(/^[^\p{XID_Start}_]+/u, "");
    const fixes = name === "" ? [] : [{ title: `Write \`${name}\``, edits: [{ span, text: name }] }];
    // Single quotes are reported already.
    const written = this.text.slice(span.start, span.end);
    if (token.image.startsWith('"') || token.image.startsWith("r")) this.fail(quotedName, span, { written }, { fixes });
    return name;
  }

  protected failMissingComma(): void {
    const span = this.here();
    const fixes = [{ title: "Insert `,`", edits: [{ span, text: "," }] }];
    this.fail(missingComma, span, { before: this.before(), next: this.found() }, { fixes });
  }

  /** How a message names the next token. */
  protected found(): string {
    const token = this.next;
    if (token.tokenType === EOF) return this.atEndOfSource() ? "the end of the file" : "the next item";
    const image = token.image.split(/\r?\n/)[0] ?? "";
    return `\`${image.length > 40 ? `${image.slice(0, 39)}…` : image}\``;
  }

  protected before(): string {
    const token = this.LA(0);
    if (token.tokenType === EOF) return "";
    const image = token.image.split(/\r?\n/)[0] ?? "";
    return image.length > 40 ? `…${image.slice(-39)}` : image;
  }

  // Whatever an unterminated string breaks follows from that.
  protected atUnterminated(): boolean {
    return (this.next.payload as StringPiece | undefined)?.terminated === false;
  }
}

// Before the place where nothing is read yet, which is -1.
const nowhere = -2;
