import { defineDiagnostic } from "../definition.ts";

export const unterminatedString = defineDiagnostic<{
  /** How the string is written, or which of its quotes is missing, where that is known. */
  readonly form: "plain" | "multiline" | "raw" | "opening" | "closing";
}>({
  code: "IMMU1001",
  level: "error",
  title: "Unterminated string",
  message: ({ form }) => {
    if (form === "multiline") return 'this text has no closing `"""`';
    if (form === "opening") return 'this string has no opening `"`';
    return 'this string has no closing `"` on its line';
  },
  help: ({ form }) => {
    if (form === "multiline") return 'end it with `"""`';
    if (form === "opening") return 'begin it with `"`';
    return 'end it with `"`; text over several lines is written between `"""`';
  },
  explanation:
    'A string ends on the line that it starts on. Text over several lines is written between `"""`, and ends with `"""`.',
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let team = "web
`,
    passing: `project shop {
  tags = { team: "web" }
}
let team = "web"
`,
  },
});
