import { defineDiagnostic } from "../definition.ts";

export const ternary = defineDiagnostic<{ readonly written: string }>({
  code: "IMMU1044",
  level: "error",
  title: "Conditional of another language",
  message: ({ written }) => `a choice is written \`if … then … else …\`, not with \`${written}\``,
  explanation: "A choice between two values is an expression of words: `if condition then one else other`.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let busy = true
let size = busy ? 4 : 2
`,
    passing: `project shop {
  tags = { team: "web" }
}
let busy = true
let size = if busy then 4 else 2
`,
  },
});
