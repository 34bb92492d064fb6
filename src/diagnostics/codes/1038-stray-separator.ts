import { defineDiagnostic } from "../definition.ts";

export const straySeparator = defineDiagnostic<{ readonly separator: string }>({
  code: "IMMU1038",
  level: "error",
  title: "Stray separator",
  message: ({ separator }) => `nothing is separated by \`${separator}\` here`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
