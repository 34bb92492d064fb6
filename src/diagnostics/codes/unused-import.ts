import { defineDiagnostic } from "../definition.ts";

export const unusedImport = defineDiagnostic<{ name: string }>({
  code: "IMMU2017",
  level: "warning",
  title: "Unused import",
  message: ({ name }) => `\`${name}\` is imported and never used`,
  help: () => "remove it",
  explanation: "An import that nothing uses misleads readers about what a file depends on.",
  samples: {
    failing: 'import { careful } from "std/rollouts"\nlet port = 8080\n',
    passing: 'import { careful } from "std/rollouts"\nlet chosen = careful\n',
  },
});
