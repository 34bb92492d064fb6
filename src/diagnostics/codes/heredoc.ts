import { defineDiagnostic } from "../definition.ts";

export const heredoc = defineDiagnostic<{ readonly written: "as a heredoc" | 'between `"`' | "between backticks" }>({
  code: "IMMU1007",
  level: "error",
  title: "Text over several lines",
  message: ({ written }) => `text over several lines is written between \`"""\`, not ${written}`,
  explanation:
    'Text over several lines stands between `"""`. Its common indent is removed, and so is the first line break.',
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let greeting = <<EOT
hello
EOT
`,
    passing: `project shop {
  tags = { team: "web" }
}
let greeting = """
  hello
  """
`,
  },
});
