import { defineDiagnostic } from "../definition.ts";

export const foreignComment = defineDiagnostic<{ readonly mark: string }>({
  code: "IMMU1006",
  level: "error",
  title: "Comment of another language",
  message: ({ mark }) => `comments start with \`//\`, not with \`${mark}\``,
  explanation:
    "A comment starts with `//` and goes to the end of the line; `///` documents the declaration or field below. There are no comments that start with `#` or go from `/*` to `*/`.",
  samples: {
    failing: `# The shop.
project shop {
  tags = { team: "web" }
}
`,
    passing: `// The shop.
project shop {
  tags = { team: "web" }
}
`,
  },
});
