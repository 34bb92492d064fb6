import { defineDiagnostic } from "../definition.ts";

export const missingClosing = defineDiagnostic<{ readonly opening: string; readonly closing: string }>({
  code: "IMMU1020",
  level: "error",
  title: "Missing closing bracket",
  message: ({ opening, closing }) => `\`${closing}\` is missing here, for the \`${opening}\` before it`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
