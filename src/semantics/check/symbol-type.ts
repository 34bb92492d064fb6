import { assertNever } from "../../base/assert-never.ts";
import { circularDefinition } from "../../diagnostics/codes/circular-definition.ts";
import type * as ast from "../../syntax/ast.ts";
import { resolveType, type TypeContext } from "../resolve-type.ts";
import { type AnySymbol, type LetSymbol, type ParamSymbol, symbolText } from "../symbols.ts";
import { any, type Type, widened } from "../types.ts";
import { type CheckContext, fail, type Scope } from "./context.ts";
import { infer } from "./expression.ts";

/** The type of what a name means, settled at first use. A definition that leads back to itself is reported at `use`. */
export function typeOfSymbol(context: CheckContext, symbol: AnySymbol, use: ast.Expression): Type {
  switch (symbol.kind) {
    case "local":
      return symbol.type;
    case "kind":
      return { kind: "namespace", kindName: symbol.name };
    case "declaration":
    case "policy":
      return { kind: "reference", kindName: symbol.kindName };
    case "param":
    case "let":
      return settle(context, symbol, use);
    case "fn":
      return { kind: "function", name: symbol.name };
    default:
      return assertNever(symbol);
  }
}

/** What a module's top-level expressions see. */
export function moduleScope(context: CheckContext, uri: string): Scope {
  const module = context.modules.get(uri);
  if (!module) throw new Error(`module ${uri} is not loaded`);
  return { module, locals: noLocals, narrowed: nothingNarrowed };
}

const noLocals: Scope["locals"] = new Map();
const nothingNarrowed: Scope["narrowed"] = new Map();

/** Type expressions are reported where they are declared; elsewhere they are only read. */
function silentTypes(context: CheckContext): TypeContext {
  return { report: silently, kindNames: context.kinds };
}

function silently(): void {}

function widenedLet(context: CheckContext, uri: string, node: ast.Let): Type {
  const type = infer(context, moduleScope(context, uri), node.value);
  // A text keeps its literal type: `let arch = "arm64"` fits a field of type "arm64" | "x86_64".
  return type.kind === "literal" ? type : keepLiterals(type);
}

// Lists of literals stay lists of those literals for the same reason; they are assignable to [string] as well.
function keepLiterals(type: Type): Type {
  return type.kind === "list" || type.kind === "union" ? type : widened(type);
}

function settle(context: CheckContext, symbol: LetSymbol | ParamSymbol, use: ast.Expression): Type {
  const known = context.settled.get(symbol);
  if (known) return known;
  const start = context.open.indexOf(symbol);
  if (start >= 0) {
    const cycle = [...context.open.slice(start), symbol].map(symbolText);
    return fail(context, use, circularDefinition, { cycle });
  }
  context.open.push(symbol);
  const type =
    symbol.kind === "let"
      ? widenedLet(context, symbol.module, symbol.node)
      : resolveType(symbol.node.type, silentTypes(context));
  context.open.pop();
  const settled = context.settled.get(symbol) ?? type;
  context.settled.set(symbol, settled);
  return settled.kind === "never" ? any : settled;
}
