import { defineDiagnostic } from "../definition.ts";

export const unexpectedCharacter = defineDiagnostic<{ readonly written: string }>({
  code: "IMMU1004",
  level: "error",
  title: "Unexpected character",
  message: ({ written }) => `\`${written}\` means nothing in the language`,
  explanation:
    "The text is neither a name, a number, a string nor a sign of the language. It often comes from a word processor (“curly quotes”) or another language.",
  samples: {
    failing: 'project shop {\n  tags = { team: "web" }\n}\nlet price = 5\u20ac\n',
    passing: `project shop {
  tags = { team: "web" }
}
let price = 5
`,
  },
});
