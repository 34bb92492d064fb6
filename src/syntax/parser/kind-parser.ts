import type { BlockMember, FieldMember, KindMember, Kind as KindNode } from "../ast.ts";
import { Block, Colon, Environment, Kind, Name, Per, Question, Star } from "../tokens.ts";
import { BodyParser } from "./body-parser.ts";
import type { Head } from "./nodes.ts";
import { nowhere, recordedHead } from "./nodes.ts";

/** The rules for `kind`. */
export abstract class KindParser extends BodyParser {
  Kind = this.RULE("Kind", (head: Head = recordedHead): KindNode => {
    this.CONSUME(Kind);
    const name = this.itemName(1, "the kind");
    const members = this.SUBRULE(this.KindBody);
    return { kind: "Kind", uri: this.uri, start: head.start, end: this.readTo, doc: head.doc, name, members };
  });

  KindBody = this.RULE("KindBody", (): readonly KindMember[] => {
    if (this.isTooDeep("blocks")) return [];
    const outer = this.inBody;
    this.inBody = true;
    this.depth++;
    const members = this.braces("a field or `block`", this.canStartName, this.KindMember);
    this.depth--;
    this.inBody = outer;
    return members ?? [];
  });

  KindMember = this.RULE("KindMember", (): KindMember => {
    if (this.RECORDING_PHASE) {
      this.OR([{ ALT: () => this.SUBRULE(this.Field) }, { ALT: () => this.SUBRULE(this.BlockMember) }]);
      return recordedMember;
    }
    const start = this.next.startOffset;
    const head: Head = { start, doc: this.docBefore(this.next), private: false, abstract: false };
    const isBlock = this.at(Block) && this.nextIs(2, Name);
    return isBlock ? this.BlockMember(head) : this.Field(head);
  });

  Field = this.RULE("Field", (head: Head = recordedHead): FieldMember => {
    const name = this.nameNode(this.CONSUME(Name));
    const type = this.annotation(1);
    const value = this.defaultValue();
    const perEnvironment = this.perEnvironment();
    return {
      kind: "FieldMember",
      uri: this.uri,
      start: head.start,
      end: this.readTo,
      doc: head.doc,
      name,
      type,
      default: value,
      perEnvironment,
    };
  });

  BlockMember = this.RULE("BlockMember", (head: Head = recordedHead): BlockMember => {
    this.CONSUME(Block);
    const name = this.nameNode(this.CONSUME(Name));
    const cardinality = this.cardinality();
    const members = this.SUBRULE(this.KindBody);
    const perEnvironment = this.perEnvironment();
    return {
      kind: "BlockMember",
      uri: this.uri,
      start: head.start,
      end: this.readTo,
      doc: head.doc,
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

  private cardinality(): BlockMember["cardinality"] {
    if (this.RECORDING_PHASE) {
      this.OPTION(() => this.OR([{ ALT: () => this.CONSUME(Question) }, { ALT: () => this.CONSUME(Star) }]));
    } else if (this.at(Question)) {
      this.skip();
      return "optional";
    } else if (this.at(Star)) {
      this.skip();
      return "many";
    }
    return "one";
  }

  protected perEnvironment(): boolean {
    if (this.RECORDING_PHASE) this.OPTION7(() => this.SUBRULE(this.PerEnvironment));
    else if (this.at(Per) && !this.nextIs(2, Colon)) {
      this.PerEnvironment();
      return true;
    }
    return false;
  }
}

const recordedMember: KindMember = {
  kind: "FieldMember",
  ...nowhere,
  name: { text: "", ...nowhere },
  type: { kind: "Missing", ...nowhere },
  perEnvironment: false,
};
