import { defineDiagnostic } from "../definition.ts";

export const unknownModule = defineDiagnostic<{ specifier: string; suggestion: string | null }>({
  code: "IMMU2005",
  level: "error",
  title: "Unknown standard module",
  message: ({ specifier }) => `the standard library has no \`${specifier}\``,
  help: ({ suggestion }) =>
    suggestion ? `did you mean \`${suggestion}\`?` : "it has `std/images`, `std/rollouts` and `std/policies`",
  explanation: "A path that begins with `std/` names a module of the standard library.",
  samples: {
    failing: 'import { careful } from "std/rollout_s"\nlet chosen = careful\n',
    passing: 'import { careful } from "std/rollouts"\nlet chosen = careful\n',
  },
});
