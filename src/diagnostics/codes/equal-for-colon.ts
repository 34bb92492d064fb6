import { defineDiagnostic } from "../definition.ts";

export const equalForColon = defineDiagnostic<{ readonly example: string; readonly written: string }>({
  code: "IMMU1037",
  level: "error",
  title: "`=` in place of `:`",
  message: ({ example, written }) => `expected \`:\` here, as in \`${example}\`, found \`${written}\``,
  explanation:
    "In a map, `:` stands between a key and its value; it also stands before a type. `=` gives a value to an attribute.",
  samples: {
    failing: `project shop {
  tags = { team = "web" }
}
`,
    passing: `project shop {
  tags = { team: "web" }
}
`,
  },
});
