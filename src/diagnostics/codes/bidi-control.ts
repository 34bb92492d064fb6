import { defineDiagnostic } from "../definition.ts";

export const bidiControl = defineDiagnostic<{ readonly character: string }>({
  code: "IMMU1016",
  level: "error",
  title: "Bidirectional control in code",
  message: ({ character }) => `the code has an invisible bidirectional control here, ${character}`,
  explanation:
    "Bidirectional controls change the order in which text is shown, so that code can read differently from what it does. They can't stand outside of strings and comments.",
  samples: {
    failing: 'project shop {\n  tags = { team: "web" }\n}\nlet user\u202e = 1\n',
    passing: `project shop {
  tags = { team: "web" }
}
let user = 1
`,
  },
});
