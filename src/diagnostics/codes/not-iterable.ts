import { defineDiagnostic } from "../definition.ts";

export const notIterable = defineDiagnostic<{ type: string }>({
  code: "IMMU3013",
  level: "error",
  title: "Nothing to go through",
  message: ({ type }) => `\`for\` goes through lists and maps, but this is ${type}`,
  help: () => "for whole numbers, use `sequence(first, last)`",
  explanation:
    "A comprehension goes through the items of a list or the entries of a map: `[x + 1 for x in list]`, `[k for k, v in map]`.",
  samples: { failing: "let all = [x for x in 3]\n", passing: "let all = [x for x in sequence(1, 3)]\n" },
});
