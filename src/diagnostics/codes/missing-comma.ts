import { defineDiagnostic } from "../definition.ts";
import { quoted } from "../quoted.ts";

export const missingComma = defineDiagnostic<{ readonly before: string; readonly next: string }>({
  code: "IMMU1042",
  level: "error",
  title: "Missing comma",
  message: ({ before, next }) => `expected \`,\` between ${quoted(before)} and ${next}`,
  explanation:
    "The elements of lists and maps, parameters, arguments, arms and imported names are separated by commas. One after the last is allowed.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let ports = [80 443]
`,
    passing: `project shop {
  tags = { team: "web" }
}
let ports = [80, 443]
`,
  },
});
