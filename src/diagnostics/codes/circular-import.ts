import { defineDiagnostic } from "../definition.ts";

export const circularImport = defineDiagnostic<{ cycle: readonly string[] }>({
  code: "IMMU2006",
  level: "error",
  title: "Circular import",
  message: ({ cycle }) =>
    isOneFile(cycle) ? `${cycle[0]} imports itself` : `these files import each other: ${cycle.join(" → ")}`,
  help: ({ cycle }) =>
    isOneFile(cycle)
      ? "remove the import: a file sees its own declarations"
      : "move what they share into a file of its own that both import",
  explanation: "Imports run one way. Two files that need each other belong together, or share a third.",
  samples: {
    failing: {
      "main.immu": 'import { a } from "./a"\nlet x = a\n',
      "a.immu": 'import { b } from "./b"\nlet a = b\n',
      "b.immu": 'import { a } from "./a"\nlet b = 1\nlet c = a\n',
    },
    passing: {
      "main.immu": 'import { a } from "./a"\nlet x = a\n',
      "a.immu": 'import { b } from "./b"\nlet a = b\n',
      "b.immu": "let b = 1\n",
    },
  },
});

/** Whether a cycle, which names its first file again at its end, is of one file alone. */
function isOneFile(cycle: readonly string[]): boolean {
  return cycle.length === 2;
}
