import { defineDiagnostic } from "../definition.ts";

export const misplacedModifier = defineDiagnostic<{ readonly modifier: string; readonly item: string }>({
  code: "IMMU1047",
  level: "error",
  title: "Misplaced modifier",
  message: ({ modifier, item }) => `\`${modifier}\` can't stand before ${item}`,
  explanation:
    "`private` keeps a declaration, `let`, `fn` or `policy` inside of its file. `abstract` marks a declaration that is only there to be extended. Nothing else takes either, and `private` comes first.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
abstract let port = 80
`,
    passing: `project shop {
  tags = { team: "web" }
}
let port = 80
`,
  },
});
