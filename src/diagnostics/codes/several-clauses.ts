import { defineDiagnostic } from "../definition.ts";

export const severalClauses = defineDiagnostic({
  code: "IMMU1062",
  level: "error",
  title: "Comprehension with several `for`",
  message: () => "a comprehension has one `for`, and here is another",
  help: () => "put one comprehension in the other: `[...[x + y for y in ys] for x in xs]`",
  explanation:
    "A comprehension goes through one list or map. To go through a second one for each item of the first, spread a comprehension in a comprehension: `[...[x + y for y in ys] for x in xs]` is what `[x + y for x in xs for y in ys]` is in other languages. A function for the inner one often reads better.",
  samples: {
    failing: `project shop {
  tags = { team: "web" }
}
let zones = ["a", "b"]
let names = ["\${zone}\${index}" for zone in zones for index in sequence(1, 2)]
`,
    passing: `project shop {
  tags = { team: "web" }
}
let zones = ["a", "b"]
let names = [...["\${zone}\${index}" for index in sequence(1, 2)] for zone in zones]
`,
  },
});
