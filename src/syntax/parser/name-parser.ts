import { missingName } from "../../diagnostics/codes/missing-name.ts";
import type { Name as NameNode } from "../ast.ts";
import { startsLine } from "../layout.ts";
import { Colon, Equal, Extends, LBrace, Less, LParen, Name, On, PlainString, reservedWords } from "../tokens.ts";
import { RecoveringParser } from "./recovering-parser.ts";

/** Names, also those that are written as something else by mistake. */
export abstract class NameParser extends RecoveringParser {
  /** Reads a name. `what` says whose: "a declaration", "the parameter". */
  protected name(index: number, what: string): NameNode {
    if (this.RECORDING_PHASE) return this.nameNode(this.consume(index, Name));
    if (this.at(Name) && !this.atNextMember("name")) return this.nameNode(this.consume(index, Name));
    if (this.atAny(reservedWords) && !startsLine(this.text, this.LA(1).startOffset)) return this.reservedName();
    if (this.at(PlainString) && this.onSameLine(1)) return this.quotedName();
    this.failHere(missingName, this.here(), { what, after: this.before(), found: this.found() });
    return { text: "", span: this.here() };
  }

  /** Reads the name of an item: one that starts a line is the next item's, unless what follows an item's name follows. */
  protected itemName(index: number, what: string): NameNode {
    const next = this.LA(2).tokenType;
    if (this.RECORDING_PHASE || !this.onNewLine() || afterItemName.includes(next)) return this.name(index, what);
    this.failHere(missingName, this.here(), { what, after: this.before(), found: this.found() });
    return { text: "", span: this.here() };
  }

  // Of several labels in quotes, as in `resource "aws_instance" "web" {`, the last one is the name.
  protected label(index: number, what: string, item = false): NameNode {
    let name = item ? this.itemName(index, what) : this.name(index, what);
    while (!this.RECORDING_PHASE && this.at(PlainString) && this.onSameLine(1)) name = this.quotedName();
    return name;
  }

  protected reservedName(): NameNode {
    const token = this.LA(1);
    this.failReserved(token);
    this.skip();
    return this.nameNode(token);
  }

  protected quotedName(): NameNode {
    const text = this.failQuoted(this.LA(1));
    return { text, span: this.spanOf(this.skip()) };
  }

  protected missingItem(): NameNode {
    this.failHere(missingName, this.here(), { what: "an item", after: this.before(), found: this.found() });
    return { text: "", span: this.here() };
  }
}

const afterItemName = [Equal, Colon, LParen, Less, LBrace, On, Extends];
