import { defineDiagnostic } from "../definition.ts";

export const missingEquals = defineDiagnostic<{ readonly before: string; readonly found: string }>({
  code: "IMMU1035",
  level: "error",
  title: "Missing `=`",
  message: ({ before, found }) => `expected \`=\` after \`${before}\`, found ${found}`,
  explanation: "",
  samples: { failing: "", passing: "" },
});
