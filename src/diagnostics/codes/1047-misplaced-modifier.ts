import { defineDiagnostic } from "../definition.ts";

export const misplacedModifier = defineDiagnostic<{ readonly modifier: string; readonly item: string }>({
  code: "IMMU1047",
  level: "error",
  title: "Misplaced modifier",
  message: ({ modifier, item }) => `\`${modifier}\` can't stand before \`${item}\``,
  explanation: "",
  samples: { failing: "", passing: "" },
});
