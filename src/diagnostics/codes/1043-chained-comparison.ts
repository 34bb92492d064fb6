import { defineDiagnostic } from "../definition.ts";

export const chainedComparison = defineDiagnostic<{ readonly first: string; readonly second: string }>({
  code: "IMMU1043",
  level: "error",
  title: "Chained comparison",
  message: ({ first, second }) => `\`${first}\` and \`${second}\` can't be chained`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
