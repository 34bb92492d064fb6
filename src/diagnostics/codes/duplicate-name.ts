import { defineDiagnostic } from "../definition.ts";

export const duplicateName = defineDiagnostic<{ name: string; other: string }>({
  code: "IMMU2009",
  level: "error",
  title: "Name declared twice",
  message: ({ name, other }) =>
    name === other ? `\`${name}\` is declared twice` : `\`${name}\` has the same name as \`${other}\``,
  help: () => "rename one of them",
  explanation:
    "A name means one thing. Declarations of different kinds may share a name (`image.web` and `fleet.web`), as their kind tells them apart; values and functions share a name with nothing.",
  samples: {
    failing: "let port = 8080\nlet port = 9090\n",
    passing: "let port = 8080\nlet admin_port = 9090\n",
  },
});
