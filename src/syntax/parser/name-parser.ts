import { malformedName } from "../../diagnostics/codes/malformed-name.ts";
import { missingName } from "../../diagnostics/codes/missing-name.ts";
import type { Name as NameNode } from "../ast.ts";
import { startsLine } from "../layout.ts";
import { mendedName } from "../odd-names.ts";
import {
  Colon,
  Equal,
  Extends,
  LBrace,
  Less,
  LParen,
  Name,
  NumberToken,
  On,
  PlainString,
  reservedWords,
} from "../tokens.ts";
import { RecoveringParser } from "./recovering-parser.ts";

/** Names, also those that are written as something else by mistake. */
export abstract class NameParser extends RecoveringParser {
  protected readonly canStartName = (): boolean => this.at(Name);

  /** Reads a name. `what` says whose: "a declaration", "the parameter". */
  protected name(index: number, what: string): NameNode {
    if (this.RECORDING_PHASE) return this.nameNode(this.consume(index, Name));
    if (this.at(Name) && !this.atNextMember("name")) return this.nameNode(this.consume(index, Name));
    if (this.atAny(reservedWords) && !startsLine(this.text, this.next.startOffset)) return this.reservedName();
    if (this.at(PlainString) && this.onSameLine(1)) return this.quotedName();
    if (this.at(NumberToken) && this.onSameLine(1)) return this.numberedName();
    this.failHere(missingName, this.here(), { what, after: this.before(), found: this.found() });
    return { text: "", ...this.here() };
  }

  /** Reads the name of an item: one that starts a line is the next item's, unless what follows an item's name follows. */
  protected itemName(index: number, what: string): NameNode {
    const next = this.LA(2).tokenType;
    if (this.RECORDING_PHASE || !this.onNewLine() || afterItemName.includes(next)) return this.name(index, what);
    this.failHere(missingName, this.here(), { what, after: this.before(), found: this.found() });
    return { text: "", ...this.here() };
  }

  // Of several labels in quotes, as in `resource "aws_instance" "web" {`, the last one is the name.
  protected label(index: number, what: string, item = false): NameNode {
    if (this.RECORDING_PHASE || !(this.at(PlainString) && this.onSameLine(1)))
      return item ? this.itemName(index, what) : this.name(index, what);
    const first = this.next;
    while (this.nextIs(2, PlainString) && this.onSameLine(2)) this.skip();
    return this.quotedName(first);
  }

  protected reservedName(): NameNode {
    const token = this.next;
    this.failReserved(token);
    this.skip();
    return this.nameNode(token);
  }

  /** Reads a name in quotes, the last of those from `first` on. */
  protected quotedName(first = this.next): NameNode {
    const text = this.failQuoted(this.next, first);
    return { text, ...this.spanOf(this.skip()) };
  }

  // `2nd`: a number with what looks like a unit, or without.
  private numberedName(): NameNode {
    const token = this.next;
    const span = this.spanOf(token);
    const mended = mendedName(token.image);
    const fixes = mended === null ? [] : [{ title: `Write \`${mended}\``, edits: [{ span, text: mended }] }];
    this.fail(malformedName, span, { written: token.image, mended }, { fixes });
    this.skip();
    return this.nameNode(token);
  }

  protected missingItem(): NameNode {
    this.failHere(missingName, this.here(), { what: "an item", after: this.before(), found: this.found() });
    return { text: "", ...this.here() };
  }
}

const afterItemName = [Equal, Colon, LParen, Less, LBrace, On, Extends];
