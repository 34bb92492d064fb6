import { defineDiagnostic } from "../definition.ts";

export const malformedNumber = defineDiagnostic<{ readonly written: string }>({
  code: "IMMU1010",
  level: "error",
  title: "Malformed number",
  message: ({ written }) => `\`${written}\` has an underscore that does not stand between two digits`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
