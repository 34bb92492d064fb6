import { defineDiagnostic } from "../definition.ts";

export const straySeparator = defineDiagnostic<{ readonly separator: string }>({
  code: "IMMU1038",
  level: "error",
  title: "Stray separator",
  message: ({ separator }) => `there is no \`${separator}\` between attributes, blocks and declarations`,
  explanation:
    "Attributes, blocks and declarations follow each other without a sign between them. Commas stand between the elements of lists, maps, arguments and arms.",
  samples: {
    failing: `project shop {
  tags = { team: "web" };
}
`,
    passing: `project shop {
  tags = { team: "web" }
}
`,
  },
});
