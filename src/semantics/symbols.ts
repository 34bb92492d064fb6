import type { Span } from "../base/span.ts";
import type * as ast from "../syntax/ast.ts";
import type { Type } from "./types.ts";

/** What a name can mean. Compared by identity: there is one symbol a declaration. */
export type AnySymbol = ModuleSymbol | KindSymbol | LocalSymbol;
export type ModuleSymbol = LetSymbol | ParamSymbol | FnSymbol | DeclarationSymbol | PolicySymbol;

interface InModule {
  readonly name: string;
  readonly nameSpan: Span;
  /** Uri of the module that declares it. */
  readonly module: string;
  /** Hidden from other files. */
  readonly private: boolean;
}

export interface LetSymbol extends InModule {
  readonly kind: "let";
  readonly node: ast.Let;
}

export interface ParamSymbol extends InModule {
  readonly kind: "param";
  readonly node: ast.Param;
}

export interface FnSymbol extends InModule {
  readonly kind: "fn";
  readonly node: ast.Fn;
}

export interface DeclarationSymbol extends InModule {
  readonly kind: "declaration";
  readonly kindName: string;
  readonly node: ast.Declaration;
}

export interface PolicySymbol extends InModule {
  readonly kind: "policy";
  readonly kindName: "policy";
  readonly node: ast.Policy;
}

export interface KindSymbol {
  readonly kind: "kind";
  readonly name: string;
  readonly nameSpan: Span;
}

/** A name inside one expression: a function's parameter, a comprehension's item, a policy's subject, `base`. */
export interface LocalSymbol {
  readonly kind: "local";
  readonly name: string;
  /** Whether it is the `base` of the language, and no name that somebody gave. */
  readonly isBase?: boolean;
  readonly nameSpan: Span;
  readonly type: Type;
}

/** A parsed file and the names that it declares and imports. */
export interface Module {
  readonly uri: string;
  readonly file: ast.SourceFile;
  /** Part of the standard library. */
  readonly std: boolean;
  /** What it declares, by name. Several where kinds differ: `image web` and `fleet web`. */
  readonly declared: ReadonlyMap<string, readonly ModuleSymbol[]>;
  /** What it imports, by the name that it goes by here. */
  readonly imported: ReadonlyMap<string, readonly ModuleSymbol[]>;
}

/** `fleet.web`, `port`: how messages call a symbol. */
export function symbolText(symbol: AnySymbol): string {
  return symbol.kind === "declaration" || symbol.kind === "policy" ? `${symbol.kindName}.${symbol.name}` : symbol.name;
}
