import { defineDiagnostic } from "../definition.ts";

export const colonForEquals = defineDiagnostic<{ readonly what: string }>({
  code: "IMMU1036",
  level: "error",
  title: "`:` in place of `=`",
  message: () => "a value is set with `=`",
  explanation: "",
  samples: { failing: "", passing: "" },
});
