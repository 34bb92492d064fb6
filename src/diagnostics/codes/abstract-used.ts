import { defineDiagnostic } from "../definition.ts";

export const abstractUsed = defineDiagnostic<{ name: string }>({
  code: "IMMU4007",
  level: "error",
  title: "Abstract declaration used",
  message: ({ name }) => `\`${name}\` is abstract: it is there to be extended, and nothing is made of it`,
  help: ({ name }) => `declare one that extends it: \`${name.replace(".", " <name> extends ")} { … }\``,
  explanation: "An `abstract` declaration is a pattern. Give what extends it a name, and use that.",
  samples: {
    failing:
      'abstract network basic {\n  vpc = {}\n  private = {}\n}\nproject shop {}\nenvironment prod {\n  region = "eu-west-1"\n  network = network.basic\n}\n',
    passing:
      'abstract network basic {\n  vpc = {}\n  private = {}\n}\nnetwork main extends basic {}\nproject shop {}\nenvironment prod {\n  region = "eu-west-1"\n  network = network.main\n}\n',
  },
});
