import { defineDiagnostic } from "../definition.ts";

export const parameterInvalid = defineDiagnostic<{ name: string; text: string; type: string }>({
  code: "IMMU4006",
  level: "error",
  title: "Parameter value of the wrong type",
  message: ({ name, text, type }) => `the parameter \`${name}\` takes ${type}, and \`${text}\` is none`,
  help: () => 'texts are given bare, everything else as in a source: --param pause=30s --param \'zones=["a", "b"]\'',
  explanation: "The text after `--param name=` is read as a literal of the parameter's type.",
  samples: {
    failing: "param replicas: int = 3\n// with: --param replicas=three\n",
    passing: "param replicas: int = 3\n",
  },
});
