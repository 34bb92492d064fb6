import { defineDiagnostic } from "../definition.ts";

export const constantString = defineDiagnostic<{ readonly what: string }>({
  code: "IMMU1055",
  level: "error",
  title: "Interpolation in a constant string",
  message: ({ what }) => `${what} can't have an interpolation`,
  explanation:
    "Import paths, test titles, patterns and types are fixed when the source is written: nothing can be put into them later.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let name = "a"
test "about \${name}" {
  assert true
}
`,
    passing: `project shop {
  tags = { team: "web" }
}
test "about a" {
  assert true
}
`,
  },
});
