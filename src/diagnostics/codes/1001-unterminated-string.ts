import { defineDiagnostic } from "../definition.ts";

export const unterminatedString = defineDiagnostic<{ readonly form: "plain" | "multiline" | "raw" }>({
  code: "IMMU1001",
  level: "error",
  title: "Unterminated string",
  message: ({ form }) =>
    form === "multiline" ? 'this text has no closing `"""`' : 'this string has no closing `"` on its line',
  explanation: "",
  samples: { failing: "", passing: "" },
});
