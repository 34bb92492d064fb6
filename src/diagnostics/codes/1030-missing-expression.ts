import { defineDiagnostic } from "../definition.ts";

export const missingExpression = defineDiagnostic<{ readonly before: string; readonly found: string }>({
  code: "IMMU1030",
  level: "error",
  title: "Missing value",
  message: ({ before, found }) => `expected a value after \`${before}\`, found ${found}`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
