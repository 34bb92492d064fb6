import { defineDiagnostic } from "../definition.ts";

export const circularDefinition = defineDiagnostic<{ cycle: readonly string[] }>({
  code: "IMMU2016",
  level: "error",
  title: "Circular definition",
  message: ({ cycle }) =>
    cycle.length <= 2
      ? `\`${cycle[0] ?? ""}\` is defined by itself`
      : `these are defined by each other: ${cycle.join(" → ")}`,
  help: () => "break the circle: one of them needs a value of its own",
  explanation:
    "The language is total: nothing recurses, so every build ends. A `let`, a function, a field or an `extends` may not lead back to itself.",
  samples: { failing: "let a = b + 1\nlet b = a + 1\n", passing: "let a = 1\nlet b = a + 1\n" },
});
