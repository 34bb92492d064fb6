import { defineDiagnostic } from "../definition.ts";

export const unterminatedInterpolation = defineDiagnostic({
  code: "IMMU1002",
  level: "error",
  title: "Unterminated interpolation",
  message: () => "this `${` has no closing `}`",
  explanation: "",
  samples: { failing: "", passing: "" },
});
