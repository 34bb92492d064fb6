import { defineDiagnostic } from "../definition.ts";

export const singleQuotedString = defineDiagnostic({
  code: "IMMU1005",
  level: "error",
  title: "Single-quoted string",
  message: () => "strings are written in double quotes",
  explanation: "",
  samples: { failing: "", passing: "" },
});
