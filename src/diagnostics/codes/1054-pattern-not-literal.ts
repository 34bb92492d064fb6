import { defineDiagnostic } from "../definition.ts";

export const patternNotLiteral = defineDiagnostic({
  code: "IMMU1054",
  level: "error",
  title: "Pattern that is no literal",
  message: () => "a pattern is a literal or `else`",
  explanation: "",
  samples: { failing: "", passing: "" },
});
