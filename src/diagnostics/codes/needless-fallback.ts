import { defineDiagnostic } from "../definition.ts";

export const needlessFallback = defineDiagnostic<{ text: string | null }>({
  code: "IMMU3018",
  level: "warning",
  title: "Fallback that is never used",
  message: ({ text }) => `${text === null ? "this" : `\`${text}\``} is never absent, so its fallback is never used`,
  help: () => "remove `??` and what follows",
  explanation: "`a ?? b` is `b` where `a` is absent; where `a` can't be absent, `b` is dead text.",
  samples: {
    failing: "let port = 8080\nlet p = port ?? 80\n",
    passing: "param port: int? = null\nlet p = port ?? 80\n",
  },
});
