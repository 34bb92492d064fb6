import { defineDiagnostic } from "../definition.ts";

export const joinedGreaterEqual = defineDiagnostic({
  code: "IMMU1048",
  level: "error",
  title: "`>=` in a type",
  message: () => "`>` and `=` have grown together into `>=`",
  explanation: "",
  samples: { failing: "", passing: "" },
});
