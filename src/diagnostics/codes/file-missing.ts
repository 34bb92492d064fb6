import { defineDiagnostic } from "../definition.ts";

export const fileMissing = defineDiagnostic<{ path: string; suggestion: string | null }>({
  code: "IMMU2001",
  level: "error",
  title: "File not found",
  message: ({ path }) => `there is no file \`${path.trim().replace(/(?<!\s)\s*\n[\s\S]*/, " …")}\``,
  help: ({ path, suggestion }) => {
    if (/\n/.test(path) || /^[^./]\S* /.test(path))
      return 'this is no path of a file; commands of a bake stand in `commands = ["…"]`';
    return suggestion ? `did you mean \`${suggestion}\`?` : "paths are relative to the file that names them";
  },
  explanation:
    "An import, script or copied file does not exist. Paths are relative to the file that writes them, and imports leave out the `.immu` ending.",
  samples: {
    failing: 'import { port } from "./setings"\nlet url = "http://localhost:${port}"\n',
    passing: {
      "main.immu": 'import { port } from "./settings"\nlet url = "http://localhost:${port}"\n',
      "settings.immu": "let port = 8080\n",
    },
  },
});
