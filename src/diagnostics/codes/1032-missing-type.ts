import { defineDiagnostic } from "../definition.ts";

export const missingType = defineDiagnostic<{ readonly before: string; readonly found: string }>({
  code: "IMMU1032",
  level: "error",
  title: "Missing type",
  message: ({ before, found }) => `expected a type after \`${before}\`, found ${found}`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
