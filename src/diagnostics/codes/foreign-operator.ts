import { defineDiagnostic } from "../definition.ts";

export const foreignOperator = defineDiagnostic<{ readonly written: string; readonly meant: string }>({
  code: "IMMU1008",
  level: "error",
  title: "Operator of another language",
  message: ({ written, meant }) => `there is no operator \`${written}\`; write \`${meant}\``,
  explanation:
    "Conditions are joined by the words `and`, `or` and `not`. Values are compared by `==` and `!=`, which never convert between types. A range has two dots, `2..20`, and holds both its ends.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let busy = true && false
`,
    passing: `project shop {
  tags = { team: "web" }
}
let busy = true and false
`,
  },
});
