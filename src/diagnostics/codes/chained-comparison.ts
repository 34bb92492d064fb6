import { defineDiagnostic } from "../definition.ts";

export const chainedComparison = defineDiagnostic<{ readonly first: string; readonly second: string }>({
  code: "IMMU1043",
  level: "error",
  title: "Chained operators",
  message: ({ first, second }) => `\`${first}\` and \`${second}\` can't follow each other without parentheses`,
  explanation:
    "A comparison compares two values and a range has two ends. Write `low < x and x < high` for a chain of comparisons.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let x = 5
let inside = 1 < x < 10
`,
    passing: `project shop {
  tags = { team: "web" }
}
let x = 5
let inside = 1 < x and x < 10
`,
  },
});
