import { importForm } from "../../diagnostics/codes/import-form.ts";
import type { ImportedName, Import as ImportNode, Missing } from "../ast.ts";
import { As, Comma, Dot, endOf, From, Import, LBrace, Name, PlainString, RBrace } from "../tokens.ts";
import { CheckParser } from "./check-parser.ts";

/** The rules for imports, also as other languages write them. */
export abstract class ImportParser extends CheckParser {
  private readonly canStartImported = (): boolean => this.at(Name) || this.at(PlainString);

  Import = this.RULE("Import", (): ImportNode => {
    const start = this.next.startOffset;
    const example = 'import { a, b } from "./file"';
    let names: readonly ImportedName[] = [];
    this.CONSUME(Import);
    if (!this.RECORDING_PHASE && !this.at(LBrace)) return this.importWithoutBraces(start);
    if (this.expect(1, LBrace, example) !== undefined) {
      names = this.separated("a name", this.canStartImported, this.ImportedName);
      this.close(2, RBrace, "`,` or `}`");
    }
    this.expect(3, From, example);
    const from = this.title(1, "the path of an import", example);
    return { kind: "Import", uri: this.uri, start, end: this.readTo, names, from };
  });

  ImportedName = this.RULE("ImportedName", (): ImportedName => {
    const start = this.next.startOffset;
    const isQuoted = !this.RECORDING_PHASE && this.at(PlainString);
    const name = isQuoted ? this.quotedName() : this.nameNode(this.CONSUME(Name));
    const alias = this.when(0, As, () => {
      this.CONSUME(As);
      return this.name(2, "the import");
    });
    return { kind: "ImportedName", uri: this.uri, start, end: this.readTo, name, alias };
  });

  protected atPathAndImport(): boolean {
    let distance = 2;
    if (!this.nextIs(2, PlainString))
      while ((this.nextIs(distance + 1, Dot) && this.onSameLine(distance)) || this.nextIs(distance, Dot)) distance++;
    return this.nextIs(distance + 1, Import) && this.onSameLine(distance + 1);
  }

  /** `from "./a" import { b }`, `from std.images import b`, as Python has it. */
  protected importFromFirst(start: number): ImportNode {
    const first = this.next;
    this.skip();
    const isQuoted = this.at(PlainString);
    const from = isQuoted ? this.title(1, "the path of an import", 'import { a, b } from "./file"') : this.dottedPath();
    const named = this.text.slice(from.start, from.end);
    const path = isQuoted
      ? named
      : `"${/^std\b/.test(named) ? "" : "./"}${named.replaceAll(".", "/").replace(/^\/+/, "")}"`;
    const span = { ...this.spanFrom(start), start: first.startOffset };
    this.skip();
    const isBraced = this.at(LBrace);
    if (isBraced) this.skip();
    const names = isBraced ? this.separated("a name", this.canStartImported, this.ImportedName) : this.bareNames();
    if (isBraced) this.close(2, RBrace, "`,` or `}`");
    const example = `import { ${names.map(({ name }) => name.text).join(", ")} } from ${path}`;
    const whole = { ...span, end: this.readTo };
    const fixes = [{ title: `Write \`${example}\``, edits: [{ span: whole, text: example }] }];
    const written = this.text.slice(span.start, span.end);
    this.fail(importForm, span, { written: `${written} import`, example }, { fixes });
    return { kind: "Import", uri: this.uri, start, end: this.readTo, names, from };
  }

  private bareNames(): readonly ImportedName[] {
    const names: ImportedName[] = [];
    while (this.at(Name) && this.onSameLine(1)) {
      names.push(this.ImportedName());
      if (this.at(Comma) && this.onSameLine(1)) this.skip();
    }
    return names;
  }

  private dottedPath(): Missing {
    const start = this.next.startOffset;
    while (!this.at(Import)) this.skip();
    return { kind: "Missing", ...this.spanFrom(start) };
  }

  // `import "./a"`, `import * as all from "./a"`, `import a from "./a"`: what others write.
  private importWithoutBraces(start: number): ImportNode {
    const names: ImportedName[] = [];
    const first = this.next.startOffset;
    if (this.at(Name) && !this.at(From) && this.onSameLine(1)) names.push(this.ImportedName());
    const isSimple = names.length > 0 && (this.at(From) || !this.onSameLine(1));
    const end = this.readTo;
    while (!this.atEnd() && !this.at(From) && !this.at(PlainString) && this.onSameLine(1)) this.skip();
    const stop = this.at(PlainString) && !isSimple && this.onSameLine(1) ? endOf(this.next) : this.readTo;
    const span = { uri: this.uri, start: first, end: Math.max(first, isSimple ? end : stop) };
    const written = this.text.slice(span.start, span.end) || "…";
    if (this.at(From)) this.skip();
    const path = this.at(PlainString) && this.onSameLine(1) ? this.next.image : '"./file"';
    const taken = isSimple ? written : "a, b";
    const example = `import { ${taken} } from ${path}`;
    const fixes = isSimple ? [{ title: "Put it in braces", edits: [{ span, text: `{ ${written} }` }] }] : [];
    this.fail(importForm, span, { written, example }, { fixes });
    const from =
      this.at(PlainString) && this.onSameLine(1) ? this.title(1, "the path of an import", example) : this.missing();
    // `import "./a" as a`
    if (this.at(As) && this.nextIs(2, Name) && this.onSameLine(1) && !this.nextIs(3, LBrace)) {
      this.skip();
      this.skip();
    }
    return { kind: "Import", uri: this.uri, start, end: this.readTo, names, from };
  }
}
