import { defineDiagnostic } from "../definition.ts";

export const heredoc = defineDiagnostic({
  code: "IMMU1007",
  level: "error",
  title: "Heredoc",
  message: () => 'text over several lines is written between `"""`, not as a heredoc',
  explanation: "",
  samples: { failing: "", passing: "" },
});
