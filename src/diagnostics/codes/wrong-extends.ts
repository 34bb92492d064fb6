import { defineDiagnostic } from "../definition.ts";

export const wrongExtends = defineDiagnostic<{ owner: string; base: string }>({
  code: "IMMU3021",
  level: "error",
  title: "Extending another kind",
  message: ({ owner, base }) => `\`${owner}\` can't extend ${base}`,
  help: () => "a declaration extends one of its own kind",
  explanation: "`extends` copies a declaration of the same kind; the body then overrides fields and adds blocks.",
  samples: {
    failing: 'import { careful } from "std/rollouts"\nnetwork main extends careful {\n  vpc = {}\n  private = {}\n}\n',
    passing: "abstract network basic { vpc = {} }\nnetwork main extends basic { private = {} }\n",
  },
});
