import { defineDiagnostic } from "../definition.ts";

export const innerQuote = defineDiagnostic({
  code: "IMMU1067",
  level: "error",
  title: "Quote inside of a text",
  message: () => 'a text ends at its first `"`; inside of one it is written `\\"`',
  explanation:
    'A text on a line stands between double quotes, so that one that belongs to it is written `\\"`. Between `"""`, over several lines, quotes need no backslash.',
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let greeting = "say "hi" there"
`,
    passing: `project shop {
  tags = { team: "web" }
}
let greeting = "say \\"hi\\" there"
`,
  },
});
