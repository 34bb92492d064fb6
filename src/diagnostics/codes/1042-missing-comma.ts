import { defineDiagnostic } from "../definition.ts";

export const missingComma = defineDiagnostic<{ readonly before: string; readonly next: string }>({
  code: "IMMU1042",
  level: "error",
  title: "Missing comma",
  message: ({ before, next }) => `expected \`,\` between \`${before}\` and ${next}`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
