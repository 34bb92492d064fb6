import { defineDiagnostic } from "../definition.ts";
import { quoted } from "../quoted.ts";

export const missingExpression = defineDiagnostic<{ readonly before: string; readonly found: string }>({
  code: "IMMU1030",
  level: "error",
  title: "Missing value",
  message: ({ before, found }) => `expected a value after ${quoted(before)}, found ${found}`,
  explanation: "A value is a number, a string, a list, a map, a name, or an expression made of such.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let port =
`,
    passing: `project shop {
  tags = { team: "web" }
}
let port = 80
`,
  },
});
