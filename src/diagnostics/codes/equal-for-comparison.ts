import { defineDiagnostic } from "../definition.ts";

export const equalForComparison = defineDiagnostic({
  code: "IMMU1053",
  level: "error",
  title: "`=` in a condition",
  message: () => "`=` gives a value and does not compare; write `==`",
  explanation: "Two values are compared by `==`. `=` only gives a value to an attribute, a `let` or an argument.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let size = 2
let small = if size = 2 then true else false
`,
    passing: `project shop {
  tags = { team: "web" }
}
let size = 2
let small = if size == 2 then true else false
`,
  },
});
