import { defineDiagnostic } from "../definition.ts";

export const comprehensionElements = defineDiagnostic({
  code: "IMMU1049",
  level: "error",
  title: "Comprehension with other elements",
  message: () => "with `for`, exactly one element stands between the brackets",
  explanation:
    "A comprehension builds a list or map out of one element and one `for`. To add others, spread it: `[...[x for x in list], y]`.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let ports = [80]
let more = [443, port for port in ports]
`,
    passing: `project shop {
  tags = { team: "web" }
}
let ports = [80]
let more = [443, ...[port for port in ports]]
`,
  },
});
