import { defineDiagnostic } from "../definition.ts";

export const wrongShape = defineDiagnostic<{ name: string; problem: string; wanted: string }>({
  code: "IMMU3005",
  level: "error",
  title: "Attribute or block in the wrong form",
  message: ({ name, problem }) => `\`${name}\` ${problem}`,
  help: ({ wanted }) => `write \`${wanted}\``,
  explanation:
    "Attributes are written `name = value`, blocks `name { … }`, and blocks that may repeat carry a label: `step one { … }`.",
  samples: {
    failing:
      'environment prod {\n  region = "eu-west-1"\n  network = network.main\n  limits = { window: 1h }\n}\nnetwork main {\n  vpc = {}\n  private = {}\n}\n',
    passing:
      'project shop {}\nenvironment prod {\n  region = "eu-west-1"\n  network = network.main\n  limits { window = 1h }\n}\nnetwork main {\n  vpc = {}\n  private = {}\n}\n',
  },
});
