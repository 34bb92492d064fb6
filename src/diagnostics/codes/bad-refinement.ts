import { defineDiagnostic } from "../definition.ts";

export const badRefinement = defineDiagnostic<{ problem: string }>({
  code: "IMMU3020",
  level: "error",
  title: "Refinement that can't be checked",
  message: ({ problem }) => problem,
  help: () => 'write `int in 1..50`, `string matching "^[a-z]+$"` or `[T] of 1..5`',
  explanation:
    "A refinement narrows a type by bounds written as literals: `in` bounds a value, `of` bounds a list's length, `matching` gives a regular expression (RE2 syntax, so that matching takes linear time).",
  samples: {
    failing: 'param name: string matching "(" = "a"\n',
    passing: 'param name: string matching "^[a-z]+$" = "a"\n',
  },
});
