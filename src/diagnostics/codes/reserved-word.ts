import { defineDiagnostic } from "../definition.ts";

export const reservedWord = defineDiagnostic<{ readonly word: string }>({
  code: "IMMU1034",
  level: "error",
  title: "Reserved word as a name",
  message: ({ word }) => `\`${word}\` is a reserved word and can't be a name`,
  explanation:
    "The words `if then else match for in and or not true false null` are reserved. All others, also those of the grammar such as `kind` or `policy`, can be names.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let in = 80
`,
    passing: `project shop {
  tags = { team: "web" }
}
let inward = 80
`,
  },
});
