import { defineDiagnostic } from "../definition.ts";

export const expansionTooLarge = defineDiagnostic<{ what: string; limit: number }>({
  code: "IMMU4009",
  level: "error",
  title: "Value too large",
  message: ({ what, limit }) => `this makes more than ${limit} ${what}`,
  help: () => "make it smaller: a spec is read by people",
  explanation:
    "Expansion is bounded, so that no source can make the compiler run out of memory: 100 000 items a list or map and 2 million in all, 1 MiB a text and 64 MiB in all, 1 000 digits a number, 10 million steps of evaluation a build, 1 000 definitions that lead through each other.",
  samples: {
    failing: "let many = [x * y for x in sequence(1, 20000)]\nlet y = 2\n",
    passing: "let many = [x * y for x in sequence(1, 20)]\nlet y = 2\n",
  },
});
