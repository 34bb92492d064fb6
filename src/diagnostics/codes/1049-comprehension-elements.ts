import { defineDiagnostic } from "../definition.ts";

export const comprehensionElements = defineDiagnostic({
  code: "IMMU1049",
  level: "error",
  title: "Comprehension with other elements",
  message: () => "with `for`, there is one element and nothing else between the brackets",
  explanation: "",
  samples: { failing: "", passing: "" },
});
