import { defineDiagnostic } from "../definition.ts";

export const parameterMissing = defineDiagnostic<{ name: string }>({
  code: "IMMU4004",
  level: "error",
  title: "Parameter without a value",
  message: ({ name }) => `the parameter \`${name}\` has no value`,
  help: ({ name }) => `pass it: --param ${name}=…, or give it a default`,
  explanation:
    "A `param` without a default gets its value from the command line, so that one source builds every release.",
  samples: { failing: "param release: string\n", passing: 'param release: string = "1.0.0"\n' },
});
