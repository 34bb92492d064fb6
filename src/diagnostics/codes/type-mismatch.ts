import { defineDiagnostic } from "../definition.ts";

export const typeMismatch = defineDiagnostic<{
  expected: string;
  actual: string;
  what: string | null;
  hint: string | null;
}>({
  code: "IMMU3001",
  level: "error",
  title: "Wrong type",
  message: ({ expected, actual, what }) =>
    `${what ? `\`${what}\` takes` : "expected"} ${expected}, but this is ${actual}`,
  help: ({ hint }) => hint,
  explanation:
    "A value stands where one of another type is wanted. Units are types: a time is written `30s`, a size `20GiB`, a share `5%`.",
  samples: { failing: "param pause: duration = 30\n", passing: "param pause: duration = 30s\n" },
});
