import { defineDiagnostic } from "../definition.ts";

export const dottedAttribute = defineDiagnostic<{
  readonly path: string;
  /** Whether a body follows, as that of an override does. */
  readonly isBlock: boolean;
}>({
  code: "IMMU1041",
  level: "error",
  title: "Attribute set through a path",
  message: ({ path }) => `\`${path}\` can't be set through its path`,
  help: ({ path, isBlock }) => {
    if (isBlock) return `in an environment, write \`override ${path} { … }\``;
    const [first = "", ...rest] = path.split(".");
    return `write \`${first} { ${rest.join(" { ")} = … ${"} ".repeat(rest.length).trim()}\``;
  },
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
