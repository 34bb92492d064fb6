import { defineDiagnostic } from "../definition.ts";

export const quotedName = defineDiagnostic<{ readonly written: string }>({
  code: "IMMU1039",
  level: "error",
  title: "Quoted name",
  message: ({ written }) => `names are written without quotes, not as ${written}`,
  explanation:
    'Declarations, blocks and attributes are named by a bare name: `image web { … }`, not `image "web" { … }`.',
  samples: {
    failing: `project "shop" {
  tags = { team: "web" }
}
`,
    passing: `project shop {
  tags = { team: "web" }
}
`,
  },
});
