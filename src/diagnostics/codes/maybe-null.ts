import { defineDiagnostic } from "../definition.ts";

export const maybeNull = defineDiagnostic<{ text: string | null; type: string }>({
  code: "IMMU3007",
  level: "error",
  title: "Optional value used without a check",
  message: ({ text, type }) => `${text === null ? "this" : `\`${text}\``} may be absent (its type is ${type})`,
  help: ({ text }) =>
    text === null
      ? "give a fallback, `(…) ?? …`, or name it with `let` and check that: `if name != null then … else …`"
      : `give a fallback, \`${text} ?? …\`, or check first: \`if ${text} != null then … else …\``,
  explanation:
    "A value of type `T?` may be `null`. Use `??`, or compare with `null` in an `if`, before using it as a `T`.",
  samples: {
    failing: "param limit: int? = null\nlet twice = limit * 2\n",
    passing: "param limit: int? = null\nlet twice = (limit ?? 10) * 2\n",
  },
});
