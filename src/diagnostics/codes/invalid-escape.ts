import { defineDiagnostic } from "../definition.ts";

export const invalidEscape = defineDiagnostic<{ readonly written: string }>({
  code: "IMMU1003",
  level: "error",
  title: "Invalid escape",
  message: ({ written }) => `\`${written}\` is no escape that a string knows`,
  help: () => 'a backslash itself is written `\\\\`, or the string as `r"…"`',
  explanation:
    'Strings know the escapes `\\n`, `\\t`, `\\r`, `\\"`, `\\\\`, `\\$` and `\\u{…}` with one to six hexadecimal digits of a character other than NUL. A backslash itself is `\\\\`; in a raw string, `r"…"`, it needs no escape.',
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let pattern = "\\d+"
`,
    passing: `project shop {
  tags = { team: "web" }
}
let pattern = r"\\d+"
`,
  },
});
