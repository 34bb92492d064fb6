import { defineDiagnostic } from "../definition.ts";

export const parameterInvalid = defineDiagnostic<{
  name: string;
  /** Null where it may be a secret's value, which no log must show. */
  text: string | null;
  type: string;
}>({
  code: "IMMU4006",
  level: "error",
  title: "Parameter value of the wrong type",
  message: ({ name, text, type }) =>
    text === null
      ? `the parameter \`${name}\` takes ${type === "secret" ? "the address of a secret" : type}, and what was given is none`
      : `the parameter \`${name}\` takes ${type}, and \`${text}\` is none`,
  help: ({ name, text, type }) => {
    if (text !== null)
      return 'texts are given bare, everything else as in a source: --param pause=30s --param \'zones=["a", "b"]\'';
    return type === "secret"
      ? `give where the value is kept: --param ${name}=ssm:/path, or --param ${name}=asm:name; the value itself goes nowhere`
      : 'give it as in a source, and of a secret where its value is kept: secret("ssm:/path"), or secret("asm:name")';
  },
  explanation: "The text after `--param name=` is read as a literal of the parameter's type.",
  samples: {
    failing: "param replicas: int = 3\n// with: --param replicas=three\n",
    passing: "param replicas: int = 3\n",
  },
});
