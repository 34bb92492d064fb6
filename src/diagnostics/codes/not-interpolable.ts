import { defineDiagnostic } from "../definition.ts";

export const notInterpolable = defineDiagnostic<{ type: string }>({
  code: "IMMU3017",
  level: "error",
  title: "Value without a text form",
  message: ({ type }) => `${type} can't be put into a text`,
  help: () => "texts, numbers, times, sizes, shares and truth values can; `join` makes one text of a list",
  explanation: "`${…}` takes values that have one obvious text form.",
  samples: {
    failing: 'let ports = [80, 443]\nlet text = "ports: ${ports}"\n',
    passing: 'let names = ["a", "b"]\nlet text = "names: ${join(names, ", ")}"\n',
  },
});
