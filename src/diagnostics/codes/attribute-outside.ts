import { defineDiagnostic } from "../definition.ts";

export const attributeOutside = defineDiagnostic<{ readonly name: string }>({
  code: "IMMU1046",
  level: "error",
  title: "Attribute outside of a declaration",
  message: ({ name }) => `\`${name}\` is set outside of any declaration; a value of its own starts with \`let\``,
  explanation:
    "Attributes belong to a declaration and stand inside of its braces. A value to be used in several places is declared with `let`.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
port = 80
`,
    passing: `project shop {
  tags = { team: "web" }
}
let port = 80
`,
  },
});
