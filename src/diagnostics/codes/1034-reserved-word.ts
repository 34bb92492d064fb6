import { defineDiagnostic } from "../definition.ts";

export const reservedWord = defineDiagnostic<{ readonly word: string }>({
  code: "IMMU1034",
  level: "error",
  title: "Reserved word as a name",
  message: ({ word }) => `\`${word}\` is a reserved word and can't be a name`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
