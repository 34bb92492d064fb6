import { defineDiagnostic } from "../definition.ts";

export const malformedNumber = defineDiagnostic<{ readonly written: string }>({
  code: "IMMU1010",
  level: "error",
  title: "Malformed number",
  message: ({ written }) => `\`${written}\` has an underscore that does not stand between two digits`,
  explanation: "In a number, single underscores may stand between digits, to group them: `1_000_000`.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let limit = 1__000
`,
    passing: `project shop {
  tags = { team: "web" }
}
let limit = 1_000
`,
  },
});
