import { defineDiagnostic } from "../definition.ts";

export const loneSurrogate = defineDiagnostic<{ readonly character: string }>({
  code: "IMMU1014",
  level: "error",
  title: "Half a character",
  message: ({ character }) => `the text has half of a character here, ${character}`,
  explanation:
    "The text holds one half of a surrogate pair without the other, which no encoding can write. It is left over where a character was cut in two, by an editor or a script.",
  samples: {
    failing: 'project shop {\n  tags = { team: "web" }\n}\nlet half = "\ud83d"\n',
    passing: `project shop {
  tags = { team: "web" }
}
let whole = "\\u{1F600}"
`,
  },
});
