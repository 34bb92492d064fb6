import { defineDiagnostic } from "../definition.ts";

export const textPrefix = defineDiagnostic<{ readonly prefix: string }>({
  code: "IMMU1065",
  level: "error",
  title: "Letter before a text",
  message: ({ prefix }) => `no \`${prefix}\` stands before a text`,
  help: ({ prefix }) => (prefix.toLowerCase().includes("f") ? 'values are put into every text by "${…}"' : null),
  explanation:
    'Every text takes in values between "${" and "}", and none needs a letter for that. The one letter that there is, `r`, makes a raw text, in which a backslash is a backslash: `r"^\\d+$"`.',
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let port = 80
let url = f"localhost:{port}"
`,
    passing: `project shop {
  tags = { team: "web" }
}
let port = 80
let url = "localhost:\${port}"
`,
  },
});
