import { defineDiagnostic } from "../definition.ts";

// For what other languages mean by them.
const helps: Readonly<Record<string, string>> = {
  $: 'names stand alone, `port`; in a text they stand in "${port}"',
  "&": "conditions are joined by `and`",
  "^": "there are no powers and no arithmetic on bits; what is not the same is `a != b`",
  "~": 'a text is held to a pattern where it comes from: `param name: string matching "…"`',
  "@": "there are no annotations; a declaration says all of itself between its braces",
  "\\": "a line needs no `\\` to go on: it may break wherever there is white space",
};

export const unexpectedCharacter = defineDiagnostic<{ readonly written: string }>({
  code: "IMMU1004",
  level: "error",
  title: "Unexpected character",
  message: ({ written }) => `\`${written}\` means nothing in the language`,
  help: ({ written }) => helps[written] ?? null,
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
