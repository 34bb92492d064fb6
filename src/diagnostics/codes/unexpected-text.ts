import { defineDiagnostic } from "../definition.ts";

export const unexpectedText = defineDiagnostic<{ readonly found: string; readonly expected: string }>({
  code: "IMMU1051",
  level: "error",
  title: "Unexpected text",
  message: ({ found, expected }) => `expected ${expected}, found ${found}`,
  explanation: "What was written can't stand where it stands. The compiler goes on behind it.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
  = 5
}
`,
    passing: `project shop {
  tags = { team: "web" }
}
`,
  },
});
