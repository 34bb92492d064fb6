import { defineDiagnostic } from "../definition.ts";

export const neverEqual = defineDiagnostic<{ left: string; right: string }>({
  code: "IMMU3009",
  level: "error",
  title: "Comparison that can't hold",
  message: ({ left, right }) => `${left} and ${right} are never equal`,
  help: () => "compare values of the same type",
  explanation: "Two values whose types have nothing in common can't be equal, so the comparison is a mistake.",
  samples: {
    failing: 'let port = 8080\nlet same = port == "8080"\n',
    passing: "let port = 8080\nlet same = port == 8080\n",
  },
});
