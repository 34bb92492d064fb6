import { defineDiagnostic } from "../definition.ts";

export const hiddenBidiControl = defineDiagnostic<{ readonly character: string }>({
  code: "IMMU1017",
  level: "warning",
  title: "Bidirectional control in text",
  message: ({ character }) =>
    `an invisible bidirectional control, ${character}, changes the order in which this is shown`,
  explanation:
    "Bidirectional controls in a string or comment can make a line read differently from what it does. In a string, write the control as an escape, such as `\\u{202E}`, so that readers see it.",
  samples: {
    failing: 'project shop {\n  tags = { team: "web" }\n}\nlet name = "\u202eabc"\n',
    passing: `project shop {
  tags = { team: "web" }
}
let name = "\\u{202E}abc"
`,
  },
});
