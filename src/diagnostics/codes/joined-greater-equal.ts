import { defineDiagnostic } from "../definition.ts";

export const joinedGreaterEqual = defineDiagnostic({
  code: "IMMU1048",
  level: "error",
  title: "`>=` in a type",
  message: () => "the `>` that ends the type and the `=` of the default read as `>=`; put a space between them",
  explanation:
    "`>=` is one operator. After a type such as `range<int>`, a space separates the `>` from the `=` of a default.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
param size: range<int>=2..4
`,
    passing: `project shop {
  tags = { team: "web" }
}
param size: range<int> = 2..4
`,
  },
});
