import { defineDiagnostic } from "../definition.ts";

export const missingElse = defineDiagnostic({
  code: "IMMU1050",
  level: "error",
  title: "`if` without `else`",
  message: () => "this `if` has no `else`: it must have a value either way",
  explanation: "`if` is an expression, not a statement: it has a value whether the condition holds or not.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let busy = true
let size = if busy then 4
`,
    passing: `project shop {
  tags = { team: "web" }
}
let busy = true
let size = if busy then 4 else 2
`,
  },
});
