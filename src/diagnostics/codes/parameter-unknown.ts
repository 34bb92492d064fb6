import { defineDiagnostic } from "../definition.ts";

export const parameterUnknown = defineDiagnostic<{ name: string; suggestion: string | null; known: readonly string[] }>(
  {
    code: "IMMU4005",
    level: "error",
    title: "Unknown parameter",
    message: ({ name }) => `no file of this project declares a parameter \`${name}\``,
    help: ({ suggestion, known }) => {
      if (suggestion) return `did you mean \`--param ${suggestion}=…\`?`;
      return known.length === 0 ? "it declares none" : `it declares ${known.map((each) => `\`${each}\``).join(", ")}`;
    },
    explanation:
      "`--param name=value` sets a parameter that a file of the project declares with `param`. A misspelt one would silently leave the default in place, so it is refused.",
    samples: {
      failing: 'param release: string = "1"\n// with: --param realease=2\n',
      passing: 'param release: string = "1"\n',
    },
  },
);
