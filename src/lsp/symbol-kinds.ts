import { SymbolKind } from "vscode-languageserver/node.js";
import type { SymbolKind as Kind } from "../ide/symbols.ts";

/** How the protocol calls what a source declares. */
export const symbolKinds: Readonly<Record<Kind, SymbolKind>> = {
  declaration: SymbolKind.Object,
  kind: SymbolKind.Class,
  constant: SymbolKind.Constant,
  parameter: SymbolKind.Variable,
  function: SymbolKind.Function,
  policy: SymbolKind.Interface,
  test: SymbolKind.Event,
  field: SymbolKind.Property,
  block: SymbolKind.Struct,
};
