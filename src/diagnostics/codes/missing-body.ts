import { defineDiagnostic } from "../definition.ts";

export const missingBody = defineDiagnostic<{ name: string }>({
  code: "IMMU3024",
  level: "error",
  title: "Function without a body",
  message: ({ name }) => `\`fn ${name}\` says not what it computes`,
  help: () => "add `= expression`",
  explanation: "Only functions of the prelude may leave out the body: the compiler implements those.",
  samples: { failing: "fn twice(x: int): int\n", passing: "fn twice(x: int): int = x * 2\n" },
});
