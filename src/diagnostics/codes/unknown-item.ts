import { defineDiagnostic } from "../definition.ts";

export const unknownItem = defineDiagnostic<{ readonly word: string; readonly meant: string }>({
  code: "IMMU1056",
  level: "error",
  title: "Unknown start of a declaration",
  message: ({ word, meant }) => `nothing starts with \`${word}\`; did you mean \`${meant}\`?`,
  explanation:
    "A value starts with `let`, a parameter of the project with `param`, a function with `fn`, and a declaration with the name of its kind.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
lett port = 80
`,
    passing: `project shop {
  tags = { team: "web" }
}
let port = 80
`,
  },
});
