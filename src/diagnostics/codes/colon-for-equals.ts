import { defineDiagnostic } from "../definition.ts";

export const colonForEquals = defineDiagnostic<{ readonly written: string; readonly what: string }>({
  code: "IMMU1036",
  level: "error",
  title: "`:` in place of `=`",
  message: ({ written, what }) => `the value of ${what} is given with \`=\`, not with \`${written}\``,
  explanation:
    'Attributes, `let` and the named arguments of a call give a value with `=`. In a map the key stands before `:`, as in `{ team: "web" }`.',
  samples: {
    failing: `project shop {
  tags: { team: "web" }
}
`,
    passing: `project shop {
  tags = { team: "web" }
}
`,
  },
});
