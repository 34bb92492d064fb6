import { defineDiagnostic } from "../definition.ts";

export const itemInside = defineDiagnostic<{ readonly word: string }>({
  code: "IMMU1052",
  level: "error",
  title: "Item inside of a body",
  message: ({ word }) => `\`${word}\` can't stand inside of a body`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
