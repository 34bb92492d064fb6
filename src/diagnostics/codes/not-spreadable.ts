import { defineDiagnostic } from "../definition.ts";

export const notSpreadable = defineDiagnostic<{ into: "list" | "map"; type: string }>({
  code: "IMMU3026",
  level: "error",
  title: "Nothing to spread",
  message: ({ into, type }) => `\`...\` takes a ${into} in a ${into}, but this is ${type}`,
  help: ({ into }) => (into === "list" ? "leave out the dots to add it as one item" : "give it a key: `name: …`"),
  explanation: "`[...a, b]` puts the items of a list into another, `{ ...a, b: 1 }` the entries of a map.",
  samples: { failing: "let ports = [...80, 443]\n", passing: "let ports = [...[80], 443]\n" },
});
