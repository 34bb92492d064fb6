import { defineDiagnostic } from "../definition.ts";

export const patternNotLiteral = defineDiagnostic<{ readonly written: string }>({
  code: "IMMU1054",
  level: "error",
  title: "Pattern that is no literal",
  message: ({ written }) =>
    `\`${written}\` is no pattern; patterns are literals, and \`else\` matches all that is left`,
  explanation:
    "An arm of `match` compares with a literal: a string, a number, `true`, `false` or `null`. Several are joined with `|`. To compare with other values use `if`.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let arch = "arm64"
let family = match arch { "arm64" => "c7g", _ => "c7i" }
`,
    passing: `project shop {
  tags = { team: "web" }
}
let arch = "arm64"
let family = match arch { "arm64" => "c7g", else => "c7i" }
`,
  },
});
