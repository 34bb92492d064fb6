import { defineDiagnostic } from "../definition.ts";

export const unexpectedText = defineDiagnostic<{ readonly found: string; readonly expected: string }>({
  code: "IMMU1051",
  level: "error",
  title: "Unexpected text",
  message: ({ found, expected }) => `expected ${expected}, found ${found}`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
