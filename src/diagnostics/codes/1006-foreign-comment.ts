import { defineDiagnostic } from "../definition.ts";

export const foreignComment = defineDiagnostic<{ readonly mark: string }>({
  code: "IMMU1006",
  level: "error",
  title: "Comment of another language",
  message: ({ mark }) => `comments start with \`//\`, not with \`${mark}\``,
  explanation: "",
  samples: { failing: "", passing: "" },
});
