import { defineDiagnostic } from "../definition.ts";

export const fileOutside = defineDiagnostic<{ path: string }>({
  code: "IMMU2002",
  level: "error",
  title: "File outside the project",
  message: ({ path }) => `\`${path}\` lies outside the project's folder`,
  help: () => "move it into the project: a build may depend on nothing that its repository does not hold",
  explanation:
    "A build reads only files below the project's root, the folder of the entry file. A path with too many `..`, or a symbolic link that leads out, would make the result depend on the machine.",
  samples: {
    failing: 'import { port } from "../settings"\nlet url = "http://localhost:${port}"\n',
    passing: {
      "main.immu": 'import { port } from "./settings"\nlet url = "http://localhost:${port}"\n',
      "settings.immu": "let port = 8080\n",
    },
  },
});
