import { defineDiagnostic } from "../definition.ts";
import { quoted } from "../quoted.ts";

export const missingEquals = defineDiagnostic<{ readonly before: string; readonly found: string }>({
  code: "IMMU1035",
  level: "error",
  title: "Missing `=`",
  message: ({ before, found }) => `expected \`=\` after ${quoted(before)}, found ${found}`,
  explanation: "A value is given with `=`: `port = 80`. A block needs none: `http { port = 80 }`.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let port 80
`,
    passing: `project shop {
  tags = { team: "web" }
}
let port = 80
`,
  },
});
