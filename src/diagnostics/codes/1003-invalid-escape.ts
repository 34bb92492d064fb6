import { defineDiagnostic } from "../definition.ts";

export const invalidEscape = defineDiagnostic<{ readonly escape: string }>({
  code: "IMMU1003",
  level: "error",
  title: "Invalid escape",
  message: ({ escape }) => `\`${escape}\` is no escape that a string has`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
