import { spanOf } from "../../base/span.ts";
import { expectedText } from "../../diagnostics/codes/expected-text.ts";
import { importForm } from "../../diagnostics/codes/import-form.ts";
import type { TextEdit } from "../../diagnostics/diagnostic.ts";
import type { ImportedName, Import as ImportNode, Missing } from "../ast.ts";
import {
  As,
  Comma,
  Dot,
  Equal,
  Extends,
  endOf,
  From,
  Import,
  LBrace,
  LParen,
  Name,
  PlainString,
  RBrace,
  Slash,
} from "../tokens.ts";
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
    const said = this.expect(3, From, example);
    const from =
      said !== undefined && this.atBarePath()
        ? this.unquoted(example)
        : this.title(1, "the path of an import", example);
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
    if (this.nextIs(2, PlainString)) distance++;
    else while (this.isOfPath(distance) && this.onSameLine(distance)) distance++;
    return distance > 2 && this.nextIs(distance, Import) && this.onSameLine(distance);
  }

  /** Whether a word for imports of other languages comes next, with nothing but what it takes on its line: `include "./a"`. */
  protected atForeignImport(): boolean {
    if (!importWords.includes(this.next.image) || !this.onSameLine(2)) return false;
    if (!this.nextIs(2, PlainString) && !this.nextIs(2, LParen) && !this.isOfPath(2)) return false;
    let distance = 2;
    while (this.onSameLine(distance) && !this.goesOn(distance)) distance++;
    return !this.onSameLine(distance) && !this.goesOn(distance);
  }

  // As a declaration or a value of one's own does.
  private goesOn(distance: number): boolean {
    return [LBrace, Equal, Extends].some((type) => this.nextIs(distance, type));
  }

  /** `include "./a"`, `require("./a")`, `use std/images`. */
  protected foreignImport(): ImportNode {
    const { startOffset: start } = this.next;
    this.skip();
    const paths: string[] = [];
    while (this.onSameLine(1)) {
      if (this.at(PlainString)) paths.push(this.next.image);
      if (!this.isOfPath(1)) this.skip();
      else paths.push(quotedPath(this.barePath().text));
    }
    const path = (this.text.slice(start, this.readTo).includes("::") ? null : paths[0]) ?? '"./file"';
    const span = this.spanFrom(start);
    const written = this.text.slice(span.start, span.end);
    this.fail(importForm, span, { written, example: `import { a, b } from ${path}`, unnamed: path });
    return { kind: "Import", uri: this.uri, start, end: this.readTo, names: [], from: this.missing() };
  }

  private isOfPath(distance: number): boolean {
    return (
      this.nextIs(distance, Slash) ||
      this.nextIs(distance, Dot) ||
      (this.nextIs(distance, Name) && !this.nextIs(distance, Import))
    );
  }

  private atBarePath(): boolean {
    return (
      !this.RECORDING_PHASE &&
      this.onSameLine(1) &&
      (this.at(Dot) || (this.at(Name) && (this.nextIs(2, Slash) || this.nextIs(2, Dot))))
    );
  }

  /** A path without quotes, up to white space. */
  private barePath(): { readonly node: Missing; readonly text: string } {
    const start = this.next.startOffset;
    do this.skip();
    while (this.isOfPath(1) && this.next.startOffset === this.readTo);
    const node: Missing = { kind: "Missing", ...this.spanFrom(start) };
    return { node, text: this.text.slice(start, node.end) };
  }

  // What stands where a path should, on the same line; one of no file, where there is none.
  private pathOnLine(): {
    readonly node: ImportNode["from"];
    readonly path: string;
    readonly quoting: readonly TextEdit[];
  } {
    if (this.atBarePath()) {
      const { node, text } = this.barePath();
      const path = quotedPath(text);
      return { node, path, quoting: [{ span: spanOf(node), text: path }] };
    }
    const isThere = this.at(PlainString) && this.onSameLine(1);
    const path = isThere ? this.next.image : '"./file"';
    return { node: isThere ? this.title(1, "the path of an import", path) : this.missing(), path, quoting: [] };
  }

  // `import { a } from ./b`
  private unquoted(example: string): ImportNode["from"] {
    const { node, path, quoting } = this.pathOnLine();
    const fixes = [{ title: `Write \`${path}\``, edits: quoting }];
    const found = `\`${this.text.slice(node.start, node.end)}\``;
    this.fail(expectedText, spanOf(node), { expected: '"…"', found, example }, { fixes });
    return node;
  }

  /** `from "./a" import { b }`, `from std.images import b`, as Python has it. */
  protected importFromFirst(start: number): ImportNode {
    const first = this.next;
    this.skip();
    const isQuoted = this.at(PlainString);
    const from = isQuoted ? this.title(1, "the path of an import", 'import { a, b } from "./file"') : this.dottedPath();
    const named = this.text.slice(from.start, from.end);
    const path = isQuoted ? named : quotedPath(named);
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
    this.fail(importForm, span, { written: `${written} import`, example, unnamed: null }, { fixes });
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
    const { node: from, path, quoting } = this.pathOnLine();
    const taken = isSimple ? written : "a, b";
    const edits = [{ span, text: `{ ${written} }` }, ...quoting];
    const fixes = isSimple ? [{ title: "Put it in braces", edits }] : [];
    const unnamed = written.startsWith('"') ? written : null;
    this.fail(importForm, span, { written, example: `import { ${taken} } from ${path}`, unnamed }, { fixes });
    // `import "./a" as a`
    if (this.at(As) && this.nextIs(2, Name) && this.onSameLine(1) && !this.nextIs(3, LBrace)) {
      this.skip();
      this.skip();
    }
    return { kind: "Import", uri: this.uri, start, end: this.readTo, names, from };
  }
}

const importWords: readonly string[] = ["include", "imports", "load", "require", "source", "use", "using"];

// `std.images`, `./infra/web`, `web`: a path as it is written here.
function quotedPath(text: string): string {
  if (/^\.{1,2}\//.test(text)) return `"${text.replace(/\.immu$/, "")}"`;
  const path = text.replaceAll(".", "/").replace(/^\/+/, "");
  return `"${/^std\b/.test(path) ? "" : "./"}${path}"`;
}
