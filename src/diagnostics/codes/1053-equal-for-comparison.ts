import { defineDiagnostic } from "../definition.ts";

export const equalForComparison = defineDiagnostic({
  code: "IMMU1053",
  level: "error",
  title: "`=` in a condition",
  message: () => "`=` does not compare; write `==`",
  explanation: "",
  samples: { failing: "", passing: "" },
});
