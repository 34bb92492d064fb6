import { defineDiagnostic } from "../definition.ts";
import { quoted } from "../quoted.ts";

export const missingName = defineDiagnostic<{ readonly what: string; readonly after: string; readonly found: string }>({
  code: "IMMU1031",
  level: "error",
  title: "Missing name",
  message: ({ what, after, found }) => `expected a name for ${what} after ${quoted(after)}, found ${found}`,
  explanation: "A name starts with a letter or `_`, followed by letters, digits, `_` and single `-` between them.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let = 80
`,
    passing: `project shop {
  tags = { team: "web" }
}
let port = 80
`,
  },
});
