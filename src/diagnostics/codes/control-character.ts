import { defineDiagnostic } from "../definition.ts";

export const controlCharacter = defineDiagnostic<{ readonly character: string }>({
  code: "IMMU1013",
  level: "error",
  title: "Control character",
  message: ({ character }) => `the text has an invisible control character here, ${character}`,
  explanation:
    "Control characters other than tab and line break can't be seen, and the tools that read the output drop them or stop at them. NUL can't be written at all; others can stand in a string as `\\u{…}`.",
  samples: {
    failing: 'project shop {\n  tags = { team: "web" }\n}\nlet bell = "\u0007"\n',
    passing: `project shop {
  tags = { team: "web" }
}
let bell = "\\u{7}"
`,
  },
});
