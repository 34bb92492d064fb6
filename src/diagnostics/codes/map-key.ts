import { defineDiagnostic } from "../definition.ts";

export const mapKey = defineDiagnostic<{ readonly written: string; readonly meant: string | null }>({
  code: "IMMU1064",
  level: "error",
  title: "Key that is no text",
  message: ({ written, meant }) =>
    `a key is a name or a text, not \`${written}\`${meant === null ? "" : `; write \`${meant}\``}`,
  explanation:
    'Keys of maps are texts. A name stands for itself, `{ web: 1 }`; what is worked out stands in a text, `{ "${name}": 1 }`, and so does a number, `{ "1": true }`.',
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let key = "web"
let sizes = { [key]: 2 }
`,
    passing: `project shop {
  tags = { team: "web" }
}
let key = "web"
let sizes = { "\${key}": 2 }
`,
  },
});
