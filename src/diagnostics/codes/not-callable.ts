import { defineDiagnostic } from "../definition.ts";

export const notCallable = defineDiagnostic<{ text: string | null; type: string }>({
  code: "IMMU3010",
  level: "error",
  title: "Not a function",
  message: ({ text, type }) => `${text === null ? "this" : `\`${text}\``} is not a function, but ${type}`,
  explanation: "Only functions, declared with `fn` or by the prelude, can be called.",
  samples: {
    failing: "let port = 8080\nlet next = port(1)\n",
    passing: "fn next(port: int): int = port + 1\nlet p = next(8080)\n",
  },
});
