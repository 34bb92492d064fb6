import { defineDiagnostic } from "../definition.ts";

export const unexpectedCharacter = defineDiagnostic<{ readonly written: string }>({
  code: "IMMU1004",
  level: "error",
  title: "Unexpected character",
  message: ({ written }) => `\`${written}\` means nothing here`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
