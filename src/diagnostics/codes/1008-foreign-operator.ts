import { defineDiagnostic } from "../definition.ts";

export const foreignOperator = defineDiagnostic<{ readonly written: string; readonly meant: string }>({
  code: "IMMU1008",
  level: "error",
  title: "Operator of another language",
  message: ({ written, meant }) => `there is no operator \`${written}\`; write \`${meant}\``,
  explanation: "",
  samples: { failing: "", passing: "" },
});
