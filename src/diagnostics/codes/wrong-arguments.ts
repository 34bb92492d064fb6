import { defineDiagnostic } from "../definition.ts";

export const wrongArguments = defineDiagnostic<{ signature: string; problem: string }>({
  code: "IMMU3011",
  level: "error",
  title: "Wrong arguments",
  message: ({ problem }) => problem,
  help: ({ signature }) => `it is declared as \`${signature}\``,
  explanation: "A call gives every parameter without a default one value, by position or by name (`share = 5%`).",
  samples: { failing: "let smallest = min(3)\n", passing: "let smallest = min(3, 4)\n" },
});
