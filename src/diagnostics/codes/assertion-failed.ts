import { defineDiagnostic } from "../definition.ts";

export const assertionFailed = defineDiagnostic<{ test: string; message: string | null; values: string | null }>({
  code: "IMMU5002",
  level: "error",
  title: "Failed test",
  message: ({ test, message, values }) =>
    `${message ?? `the test “${test}” does not hold`}${values ? ` (${values})` : ""}`,
  explanation: "A `test` states what must be true of the project. It runs with every `check` and `build`.",
  samples: {
    failing: 'let spare = 1\ntest "there is a spare machine for each zone" {\n  assert spare >= 2\n}\n',
    passing: 'let spare = 2\ntest "there is a spare machine for each zone" {\n  assert spare >= 2\n}\n',
  },
});
