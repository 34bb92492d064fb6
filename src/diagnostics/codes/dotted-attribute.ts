import { defineDiagnostic } from "../definition.ts";

export const dottedAttribute = defineDiagnostic<{ readonly path: string }>({
  code: "IMMU1041",
  level: "error",
  title: "Attribute set through a path",
  message: ({ path }) => `\`${path}\` can't be set through its path`,
  explanation: "What is inside of a block is written inside of its braces: `http { port = 80 }`, not `http.port = 80`.",
  samples: {
    failing: `project shop {
  tags.team = "web"
}
`,
    passing: `project shop {
  tags = { team: "web" }
}
`,
  },
});
