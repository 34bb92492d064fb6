import { defineDiagnostic } from "../definition.ts";

export const emptyCheck = defineDiagnostic<{ kind: "policy" | "test"; name: string }>({
  code: "IMMU5003",
  level: "warning",
  title: "Policy or test that asks for nothing",
  message: ({ kind, name }) =>
    kind === "test" ? `the test “${name}” asserts nothing, and passes` : `the policy \`${name}\` requires nothing`,
  help: ({ kind }) =>
    kind === "test"
      ? "say what must hold, `assert condition`, or remove it"
      : 'say what must hold, `require condition else "message"`, or remove it',
  explanation:
    "A `test` holds when each of its assertions does, and a `policy` when each of its requirements does. One with none of them can't fail, and whoever reads its name believes that something is looked after.",
  samples: {
    failing: 'let spare = 2\ntest "there is a spare machine for each zone" {}\n',
    passing: 'let spare = 2\ntest "there is a spare machine for each zone" {\n  assert spare >= 2\n}\n',
  },
});
