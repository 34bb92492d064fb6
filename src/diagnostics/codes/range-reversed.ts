import { defineDiagnostic } from "../definition.ts";

export const rangeReversed = defineDiagnostic<{ from: string; to: string }>({
  code: "IMMU4003",
  level: "error",
  title: "Range that ends before it begins",
  message: ({ from, to }) => `this range begins at ${from} and ends at ${to}`,
  help: ({ from, to }) => `did you mean \`${to}..${from}\`?`,
  explanation: "A range is written from its smallest value to its largest; both belong to it.",
  samples: { failing: "let size = 20..2\n", passing: "let size = 2..20\n" },
});
