import { defineDiagnostic } from "../definition.ts";

export const importForm = defineDiagnostic<{
  readonly written: string;
  readonly example: string;
  /** The path, where nothing of the file may be named. */
  readonly unnamed: string | null;
}>({
  code: "IMMU1059",
  level: "error",
  title: "Import without names in braces",
  message: ({ written }) => `an import names what it takes, in braces, and not \`${written}\``,
  help: ({ example, unnamed }) =>
    unnamed === null
      ? `write \`${example}\``
      : `write \`${example}\`, or \`import {} from ${unnamed}\` where nothing of it is named`,
  explanation:
    'An import takes names out of another file one by one: `import { web, port as web_port } from "./web"`. There is no default and no `*`: where each name comes from can be read in the file that uses it. A file of tests or policies alone, of which nothing is named, is taken in by `import {} from "./checks"`.',
  samples: {
    failing: { "main.immu": 'import * from "./ports"\nlet port = 8080\n', "ports.immu": "let web = 80\n" },
    passing: {
      "main.immu": 'import { web } from "./ports"\nlet port = 8000 + web\n',
      "ports.immu": "let web = 80\n",
    },
  },
});
