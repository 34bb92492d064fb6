import { defineDiagnostic } from "../definition.ts";

export const fileUnreadable = defineDiagnostic<{ path: string; reason: string }>({
  code: "IMMU2003",
  level: "error",
  title: "Unreadable file",
  message: ({ path, reason }) => `\`${path}\` can't be read: ${reason}`,
  explanation:
    "Sources are UTF-8 text in regular files of at most 4 MiB. Devices, pipes, folders in a file's place and files without read permission are refused.",
  samples: {
    failing: {
      "main.immu": 'import { port } from "./settings"\n',
      "settings.immu/keep.txt": "a folder in a file's place\n",
    },
    passing: { "main.immu": 'import { port } from "./settings"\nlet p = port\n', "settings.immu": "let port = 8080\n" },
  },
});
