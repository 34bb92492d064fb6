import { defineDiagnostic } from "../definition.ts";

export const comprehensionOrder = defineDiagnostic<{ readonly example: string }>({
  code: "IMMU1063",
  level: "error",
  title: "Comprehension that begins with `for`",
  message: () => "in a comprehension, what is made stands before its `for`",
  help: ({ example }) => `write ${example}`,
  explanation:
    'A comprehension says first what it makes, and then out of what: `[port + 1 for port in ports if port > 80]`, `{ "${name}": true for name in names }`. There is no `:` before or behind the `for`, and no `=>`.',
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let ports = [80]
let next = [for port in ports : port + 1]
`,
    passing: `project shop {
  tags = { team: "web" }
}
let ports = [80]
let next = [port + 1 for port in ports]
`,
  },
});
