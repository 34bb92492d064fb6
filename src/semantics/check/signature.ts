import type * as ast from "../../syntax/ast.ts";
import type { Kinds } from "../kinds.ts";
import { resolveType } from "../resolve-type.ts";
import type { FnSymbol } from "../symbols.ts";
import { holdsSecret, somePart, type Type } from "../types.ts";

/** What a function takes and gives, read once for all its calls. */
export interface Signature {
  readonly parameters: readonly SignatureType[];
  readonly result: SignatureType;
}

export interface SignatureType {
  readonly type: Type;
  /** Whether it mentions a type parameter. */
  readonly generic: boolean;
  /** How messages call it: `max(left)`, `max(…)`. */
  readonly name: string;
  /** What the function's declaration says about a parameter. */
  readonly doc: string | undefined;
  /** Whether no message may show the value: the function makes a secret of it, and it may be the secret's own. */
  readonly hidden: boolean;
}

// The names in a type are scalars and the kinds of the standard library: what a signature says never changes.
const signatures = new WeakMap<ast.Fn, Signature>();

/** The types of a function, which are reported where it is declared. */
export function signatureOf({ name, node }: FnSymbol, kinds: Kinds): Signature {
  const known = signatures.get(node);
  if (known) return known;
  const { typeParameters, parameters, result, doc } = node;
  const types = { report: () => {}, kindNames: kinds, typeParameters: new Set(typeParameters.map(({ text }) => text)) };
  const resultType = resolveType(result, types);
  const hidden = holdsSecret(resultType);
  const describe = (type: Type, what: string, doc?: string): SignatureType => {
    const generic = somePart(type, (part) => part.kind === "parameter");
    return { type, generic, name: `${name}(${what})`, doc, hidden };
  };
  const signature = {
    parameters: parameters.map(({ type, name }) => describe(resolveType(type, types), name.text, doc)),
    result: describe(resultType, "…"),
  };
  signatures.set(node, signature);
  return signature;
}
