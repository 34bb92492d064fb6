import { defineDiagnostic } from "../definition.ts";

export const missingClosing = defineDiagnostic<{ readonly opening: string; readonly closing: string }>({
  code: "IMMU1020",
  level: "error",
  title: "Missing closing bracket",
  message: ({ opening, closing }) => `\`${closing}\` is missing here, to close a \`${opening}\``,
  explanation:
    "Every bracket needs its partner. Where one is missing is read off the indentation: a line that stands no deeper than the one with the opening bracket is no longer inside.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
`,
    passing: `project shop {
  tags = { team: "web" }
}
`,
  },
});
