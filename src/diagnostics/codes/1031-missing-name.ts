import { defineDiagnostic } from "../definition.ts";

export const missingName = defineDiagnostic<{ readonly what: string; readonly after: string; readonly found: string }>({
  code: "IMMU1031",
  level: "error",
  title: "Missing name",
  message: ({ what, after, found }) => `expected the name of ${what} after \`${after}\`, found ${found}`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
