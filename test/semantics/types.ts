import fc from "fast-check";
import { type FormatName, formatNames, scalar, scalarNames, type Type, union } from "../../src/semantics/types.ts";

/** Types of every form but functions and namespaces, which no value has. */
export const anyType: fc.Arbitrary<Type> = fc.letrec<{ type: Type; leaf: Type }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom(...scalarNames).map(scalar),
    fc.constantFrom("a", "b", "c").map((value): Type => ({ kind: "literal", value })),
    fc.constantFrom("image", "fleet").map((kindName): Type => ({ kind: "reference", kindName })),
    fc
      .constantFrom(...formatNames)
      .map(
        (name: FormatName): Type => ({ kind: "refined", base: scalar("string"), refinement: { kind: "format", name } }),
      ),
    fc.constant<Type>({ kind: "never" }),
  ),
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    tie("type").map((element): Type => ({ kind: "list", element })),
    tie("type").map((value): Type => ({ kind: "map", value })),
    fc
      .constantFrom("int", "duration", "percent")
      .map((name): Type => ({ kind: "range", element: scalar(name as "int") })),
    fc.array(tie("type"), { minLength: 1, maxLength: 3 }).map(union),
    fc
      .dictionary(fc.constantFrom("x", "y", "z"), fc.record({ type: tie("type"), optional: fc.boolean() }), {
        maxKeys: 3,
      })
      .map((fields): Type => {
        const entries = Object.entries(fields).map(
          ([name, { type, optional }]) =>
            [name, { type: optional ? union([type, scalar("null")]) : type, optional }] as const,
        );
        return { kind: "record", fields: new Map(entries) };
      }),
  ),
})).type;
