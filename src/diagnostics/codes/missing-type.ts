import { defineDiagnostic } from "../definition.ts";
import { quoted } from "../quoted.ts";

export const missingType = defineDiagnostic<{ readonly before: string; readonly found: string }>({
  code: "IMMU1032",
  level: "error",
  title: "Missing type",
  message: ({ before, found }) => `expected a type after ${quoted(before)}, found ${found}`,
  help: () => "write `: ` and a type, such as `: string`",
  explanation:
    "The parameters of a project and of functions, and the fields of kinds, say which values they take: `param version: string`.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
param version =  "1.0.0"
`,
    passing: `project shop {
  tags = { team: "web" }
}
param version: string = "1.0.0"
`,
  },
});
