import { defineDiagnostic } from "../definition.ts";

export const unsupportedImport = defineDiagnostic<{ specifier: string; mended: string }>({
  code: "IMMU2004",
  level: "error",
  title: "Unsupported import path",
  message: ({ specifier }) => `can't import from \`${specifier}\``,
  help: ({ mended }) => `write \`${mended}\` for a file of this project, or \`std/…\` for the standard library`,
  explanation:
    "An import names a file relative to the one that imports it, starts with `./` or `../`, and leaves out `.immu`; or it names a module of the standard library, such as `std/images`. There is no other place to import from.",
  samples: {
    failing: {
      "main.immu": 'import { port } from "settings.immu"\nlet p = port\n',
      "settings.immu": "let port = 8080\n",
    },
    passing: { "main.immu": 'import { port } from "./settings"\nlet p = port\n', "settings.immu": "let port = 8080\n" },
  },
});
