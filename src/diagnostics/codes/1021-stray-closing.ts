import { defineDiagnostic } from "../definition.ts";

export const strayClosing = defineDiagnostic<{ readonly closing: string }>({
  code: "IMMU1021",
  level: "error",
  title: "Closing bracket without an opening one",
  message: ({ closing }) => `this \`${closing}\` closes nothing`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
