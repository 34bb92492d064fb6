import { defineDiagnostic } from "../definition.ts";

export const missingElse = defineDiagnostic({
  code: "IMMU1050",
  level: "error",
  title: "`if` without `else`",
  message: () => "this `if` has no `else`; as a value it needs both",
  explanation: "",
  samples: { failing: "", passing: "" },
});
