import { defineDiagnostic } from "../definition.ts";

export const baseWithoutArchitecture = defineDiagnostic<{ image: string; arch: string; known: readonly string[] }>({
  code: "IMMU7003",
  level: "error",
  title: "Base image not offered for the architecture",
  message: ({ image, arch }) => `the base of image \`${image}\` has no name for ${arch}`,
  help: ({ known }) =>
    known.length > 0 ? `it has one for ${known.join(", ")}` : "give `base { name = { … } }` a pattern",
  explanation: "A base names its image for each architecture that it is published for.",
  samples: {
    failing:
      'project shop {}\nimage web {\n  regions = ["eu-west-1"]\n  arch = "arm64"\n  base {\n    owner = "amazon"\n    name = { x86_64: "al2023-*-x86_64" }\n    user = "ec2-user"\n    installer = "dnf"\n  }\n}\n',
    passing:
      'project shop {}\nimage web {\n  regions = ["eu-west-1"]\n  base {\n    owner = "amazon"\n    name = { x86_64: "al2023-*-x86_64" }\n    user = "ec2-user"\n    installer = "dnf"\n  }\n}\n',
  },
});
