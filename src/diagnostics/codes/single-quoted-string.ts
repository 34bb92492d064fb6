import { defineDiagnostic } from "../definition.ts";

export const singleQuotedString = defineDiagnostic<{ readonly mark: string }>({
  code: "IMMU1005",
  level: "error",
  title: "String in other quotes",
  message: ({ mark }) =>
    mark === "'"
      ? "strings are written in double quotes"
      : `strings are written in double quotes, not between ${mark === "`" ? "backticks" : mark}`,
  explanation:
    'There is one way to write a string on a line: in double quotes, `"…"`; `${…}` puts a value in. A raw string, in which a backslash means itself, is `r"…"`.',
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
