import { defineDiagnostic } from "../definition.ts";

export const quotedName = defineDiagnostic<{ readonly written: string }>({
  code: "IMMU1039",
  level: "error",
  title: "Quoted name",
  message: ({ written }) => `names are written without quotes: ${written}`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
