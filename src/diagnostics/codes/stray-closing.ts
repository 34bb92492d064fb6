import { defineDiagnostic } from "../definition.ts";

export const strayClosing = defineDiagnostic<{ readonly closing: string }>({
  code: "IMMU1021",
  level: "error",
  title: "Closing bracket without an opening one",
  message: ({ closing }) => `this \`${closing}\` closes nothing`,
  explanation: "The bracket has no partner before it: one too many was written, or an opening one was lost.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
}
`,
    passing: `project shop {
  tags = { team: "web" }
}
`,
  },
});
