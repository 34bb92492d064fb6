import { defineDiagnostic } from "../definition.ts";

export const attributeOutside = defineDiagnostic<{ readonly name: string }>({
  code: "IMMU1046",
  level: "error",
  title: "Attribute outside of a declaration",
  message: ({ name }) => `\`${name}\` is set outside of any declaration; a value of its own starts with \`let\``,
  explanation: "",
  samples: { failing: "", passing: "" },
});
