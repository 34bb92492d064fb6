import { defineDiagnostic } from "../definition.ts";

export const equalForColon = defineDiagnostic<{ readonly example: string }>({
  code: "IMMU1037",
  level: "error",
  title: "`=` in place of `:`",
  message: ({ example }) => `here it takes \`:\`, as in \`${example}\``,
  explanation: "",
  samples: { failing: "", passing: "" },
});
