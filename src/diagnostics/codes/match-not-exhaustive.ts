import { defineDiagnostic } from "../definition.ts";

export const matchNotExhaustive = defineDiagnostic<{ missing: readonly string[] }>({
  code: "IMMU3014",
  level: "error",
  title: "Match leaves cases out",
  message: ({ missing }) => `this match has no arm for ${missing.join(", ")}`,
  help: () => "add the arms, or an `else =>` arm",
  explanation:
    "A `match` covers every value that its subject can have, so that adding a value later shows every place to think of.",
  samples: {
    failing: 'param arch: "arm64" | "x86_64" = "arm64"\nlet type = match arch { "arm64" => "c7g.large" }\n',
    passing:
      'param arch: "arm64" | "x86_64" = "arm64"\nlet type = match arch { "arm64" => "c7g.large", "x86_64" => "c7i.large" }\n',
  },
});
