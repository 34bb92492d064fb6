import { defineDiagnostic } from "../definition.ts";

export const foreignType = defineDiagnostic<{ readonly written: string; readonly meant: string }>({
  code: "IMMU1066",
  level: "error",
  title: "Type of another language",
  message: ({ written, meant }) => `the type \`${written}\` is written \`${meant}\``,
  explanation:
    'A list of texts is of type `[string]`, a map `{string: int}`, a record `{ name: string, port?: int }`. What may be absent has a question mark behind its type: `int?`. Choices stand between `|`: `"a" | "b"`.',
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
param zones: list(string) = []
`,
    passing: `project shop {
  tags = { team: "web" }
}
param zones: [string] = []
`,
  },
});
