import { defineDiagnostic } from "../definition.ts";

export const expectedText = defineDiagnostic<{
  readonly expected: string;
  readonly found: string;
  readonly example: string;
}>({
  code: "IMMU1033",
  level: "error",
  title: "Incomplete construct",
  message: ({ expected, found }) => `expected \`${expected}\`, found ${found}`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
