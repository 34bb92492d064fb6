import { defineDiagnostic } from "../definition.ts";

export const ternary = defineDiagnostic({
  code: "IMMU1044",
  level: "error",
  title: "Conditional with `?`",
  message: () => "a condition is written `if … then … else …`",
  explanation: "",
  samples: { failing: "", passing: "" },
});
