import { defineDiagnostic } from "../definition.ts";

export const divisionByZero = defineDiagnostic({
  code: "IMMU4001",
  level: "error",
  title: "Division by zero",
  message: () => "this divides by zero",
  help: () => "check the divisor first: `if n == 0 then … else …`",
  explanation: "Nothing can be divided by zero, and the language has no value that stands for trying.",
  samples: { failing: "let share = 10 / 0\n", passing: "let share = 10 / 2\n" },
});
