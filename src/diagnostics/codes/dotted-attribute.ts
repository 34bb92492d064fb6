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
    const names = path.split(".");
    const last = names.pop() ?? "";
    if (names.length > 1) return `in an environment, write \`override ${names.join(".")} { ${last} = … }\``;
    return `write \`${names[0]} { ${last} = … }\`, or \`${names[0]} = { ${last}: … }\` for a key of a map`;
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
