import { defineDiagnostic } from "../definition.ts";

export const singleQuotedString = defineDiagnostic({
  code: "IMMU1005",
  level: "error",
  title: "Single-quoted string",
  message: () => "strings are written in double quotes",
  explanation:
    'There is one way to write a string on a line: in double quotes. A raw string, in which a backslash means itself, is `r"…"`.',
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let team = 'web'
`,
    passing: `project shop {
  tags = { team: "web" }
}
let team = "web"
`,
  },
});
