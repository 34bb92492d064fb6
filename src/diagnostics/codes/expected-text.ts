import { defineDiagnostic } from "../definition.ts";

export const expectedText = defineDiagnostic<{
  readonly expected: string;
  readonly found: string;
  readonly example: string;
}>({
  code: "IMMU1033",
  level: "error",
  title: "Incomplete construct",
  message: ({ expected, found }) => `expected \`${expected}\`, found ${found}`,
  help: ({ example }) => `the whole is written: ${example}`,
  explanation: "A part of the construct is missing. The help shows the whole of it.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
policy named on project p {
  require p.name != ""
}
`,
    passing: `project shop {
  tags = { team: "web" }
}
policy named on project p {
  require p.name != "" else "a project needs a name"
}
`,
  },
});
