import { defineDiagnostic } from "../definition.ts";

export const unparenthesized = defineDiagnostic<{ readonly word: string }>({
  code: "IMMU1045",
  level: "error",
  title: "Missing parentheses",
  message: ({ word }) => `\`${word}\` needs parentheses as part of a larger expression`,
  explanation:
    "An `if` reaches as far as its `else` does, and `not` takes in the whole comparison behind it. As an operand, either stands in parentheses, so that a reader sees where it ends.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let busy = true
let size = 2 + if busy then 4 else 2
`,
    passing: `project shop {
  tags = { team: "web" }
}
let busy = true
let size = 2 + (if busy then 4 else 2)
`,
  },
});
