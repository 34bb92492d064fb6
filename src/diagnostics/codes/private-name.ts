import { defineDiagnostic } from "../definition.ts";

export const privateName = defineDiagnostic<{ name: string; specifier: string }>({
  code: "IMMU2008",
  level: "error",
  title: "Private declaration",
  message: ({ name, specifier }) => `\`${name}\` is private to \`${specifier}\``,
  help: () => "remove `private` from its declaration if other files should use it",
  explanation: "`private` keeps a declaration inside its file.",
  samples: {
    failing: {
      "main.immu": 'import { port } from "./settings"\nlet p = port\n',
      "settings.immu": "private let port = 8080\n",
    },
    passing: { "main.immu": 'import { port } from "./settings"\nlet p = port\n', "settings.immu": "let port = 8080\n" },
  },
});
