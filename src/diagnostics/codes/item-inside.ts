import { defineDiagnostic } from "../definition.ts";

export const itemInside = defineDiagnostic<{ readonly word: string }>({
  code: "IMMU1052",
  level: "error",
  title: "Declaration inside of a body",
  message: ({ word }) => `\`${word}\` can't stand inside of a body; move it out of the braces`,
  explanation: "`let`, `fn`, `param` and other items stand at the top of a file, not inside of a declaration.",
  samples: {
    failing: `project shop {
  let team = "web"
  tags = { team: team }
}
`,
    passing: `let team = "web"
project shop {
  tags = { team: team }
}
`,
  },
});
