import { defineDiagnostic } from "../definition.ts";

export const nestingTooDeep = defineDiagnostic<{ readonly what: string; readonly limit: number }>({
  code: "IMMU1012",
  level: "error",
  title: "Nested too deep",
  message: ({ what, limit }) => `${what} may nest ${limit} deep at the most`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
