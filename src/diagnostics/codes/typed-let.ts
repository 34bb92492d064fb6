import { defineDiagnostic } from "../definition.ts";

export const typedLet = defineDiagnostic<{ readonly name: string }>({
  code: "IMMU1060",
  level: "error",
  title: "`let` with a type",
  message: ({ name }) => `a \`let\` takes no type: \`${name}\` has that of its value`,
  help: () => "where a type should be held to, the value comes from a `param` or goes through a `fn`",
  explanation:
    "The type of a `let` is that of its value. Types are written for what comes from outside: a `param`, what a `fn` takes and gives.",
  samples: {
    failing: "let port: int = 8080\n",
    passing: "let port = 8080\n",
  },
});
