import { defineDiagnostic } from "../definition.ts";

export const unterminatedString = defineDiagnostic<{ readonly form: "plain" | "multiline" | "raw" }>({
  code: "IMMU1001",
  level: "error",
  title: "Unterminated string",
  message: ({ form }) =>
    form === "multiline" ? 'this text has no closing `"""`' : 'this string has no closing `"` on its line',
  help: ({ form }) =>
    form === "multiline" ? 'end it with `"""`' : 'end it with `"`; text over several lines is written between `"""`',
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
