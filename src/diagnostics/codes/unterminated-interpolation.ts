import { defineDiagnostic } from "../definition.ts";

export const unterminatedInterpolation = defineDiagnostic({
  code: "IMMU1002",
  level: "error",
  title: "Unterminated interpolation",
  message: () => "this `${` has no closing `}`",
  explanation:
    "Inside of a string, `${` starts an expression, and the next `}` that no brace inside opened ends it, on the same line unless the string is one of several lines. For the two characters themselves write `\\${`.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let port = 80
let address = "localhost:\${port"
`,
    passing: `project shop {
  tags = { team: "web" }
}
let port = 80
let address = "localhost:\${port}"
`,
  },
});
