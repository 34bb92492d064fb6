import { defineDiagnostic } from "../definition.ts";

export const unparenthesized = defineDiagnostic<{ readonly what: string }>({
  code: "IMMU1045",
  level: "error",
  title: "Missing parentheses",
  message: ({ what }) => `\`${what}\` needs parentheses here`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
