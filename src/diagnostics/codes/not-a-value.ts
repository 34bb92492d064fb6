import { defineDiagnostic } from "../definition.ts";

export const notAValue = defineDiagnostic<{ text: string; what: string; hint: string }>({
  code: "IMMU3012",
  level: "error",
  title: "Not a value",
  message: ({ text, what }) => `\`${text}\` is ${what}, not a value`,
  help: ({ hint }) => hint,
  explanation: "A function must be called, and a kind's name must be followed by the name of a declaration.",
  samples: { failing: "let f = min\n", passing: "let f = min(1, 2)\n" },
});
