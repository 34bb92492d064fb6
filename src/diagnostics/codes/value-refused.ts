import { defineDiagnostic } from "../definition.ts";

export const valueRefused = defineDiagnostic<{ what: string | null; value: string; rule: string }>({
  code: "IMMU4002",
  level: "error",
  title: "Value not allowed here",
  message: ({ what, value, rule }) => `${what ? `\`${what}\` is` : "this is"} ${value}, but it must ${rule}`,
  explanation:
    'A type may bound its values: `int in 1..65535`, `string matching "^[a-z]+$"`, `[string] of 1..5`, or a form such as `cidr`, `arn` and `region`. `immuc explain` and the reference list what each kind\'s fields take.',
  samples: { failing: "param port: int in 1..65535 = 70000\n", passing: "param port: int in 1..65535 = 8080\n" },
});
