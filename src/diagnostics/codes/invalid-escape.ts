import { defineDiagnostic } from "../definition.ts";

export const invalidEscape = defineDiagnostic<{
  readonly written: string;
  /** The path that the text is, where it reads as one of Windows. */
  readonly path: string | null;
}>({
  code: "IMMU1003",
  level: "error",
  title: "Invalid escape",
  message: ({ written, path }) =>
    path === null
      ? `\`${written}\` is no escape that a string knows`
      : `\`${written}\` is written with backslashes, which start escapes in a string`,
  help: ({ path }) =>
    path === null
      ? 'a backslash itself is written `\\\\`, or the string as `r"…"`'
      : `paths are written with \`/\`: \`"${path}"\``,
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
