import { defineDiagnostic } from "../definition.ts";

export const operatorMismatch = defineDiagnostic<{
  operator: string;
  left: string;
  right: string | null;
  hint: string | null;
}>({
  code: "IMMU3008",
  level: "error",
  title: "Operator does not fit",
  message: ({ operator, left, right }) =>
    right === null
      ? `\`${operator}\` does not work on ${left}`
      : `\`${operator}\` does not work between ${left} and ${right}`,
  help: ({ hint }) => hint,
  explanation:
    'Numbers add and compare with numbers, times with times, sizes with sizes, shares with shares. Any of them can be multiplied or divided by a number. Texts are put together with `"${a}${b}"`, lists with `[...a, ...b]`.',
  samples: { failing: "let total = 30s + 5\n", passing: "let total = 30s + 5s\n" },
});
