import { defineDiagnostic } from "../definition.ts";

export const dottedAttribute = defineDiagnostic<{ readonly path: string }>({
  code: "IMMU1041",
  level: "error",
  title: "Attribute set through a path",
  message: ({ path }) => `\`${path}\` can't be set through its path`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
