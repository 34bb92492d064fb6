import { defineDiagnostic } from "../definition.ts";

export const unusualSpace = defineDiagnostic<{ readonly character: string }>({
  code: "IMMU1018",
  level: "error",
  title: "Unusual white space",
  message: ({ character }) => `this looks like a space but is ${character}`,
  explanation:
    "Between words, only spaces, tabs and line breaks are white space. Others, such as the no-break space, come with text copied from web pages.",
  samples: {
    failing: 'project shop {\n  tags = { team: "web" }\n}\nlet\u00a0port = 80\n',
    passing: `project shop {
  tags = { team: "web" }
}
let port = 80
`,
  },
});
