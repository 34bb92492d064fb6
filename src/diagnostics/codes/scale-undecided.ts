import { defineDiagnostic } from "../definition.ts";

export const scaleUndecided = defineDiagnostic<{ fleet: string }>({
  code: "IMMU7008",
  level: "error",
  title: "Scaling without a target",
  message: ({ fleet }) => `\`scale\` of fleet \`${fleet}\` names no target`,
  help: () => 'give it `cpu = 55%`, `requests = 1000` or `backlog { queue = "orders"  messages = 100 }`',
  explanation:
    "A fleet is held at targets: a use of the CPU, requests for each instance, messages of a queue for each instance. With several it grows where any asks for it, and shrinks where all allow it.",
  samples: {
    failing: {
      "main.immu":
        'import { amazon_linux_2023 } from "std/images"\nimport { handover } from "std/rollouts"\nproject shop {}\nimage job extends amazon_linux_2023 {}\nnetwork main {\n  vpc = { Name: "main" }\n  private = { Tier: "private" }\n}\nenvironment prod {\n  region = "eu-west-1"\n  network = network.main\n}\nfleet job {\n  image = image.job\n  instances = ["m7i.large"]\n  size = 2..4\n  rollout = handover\n  scale {}\n}\n',
    },
    passing:
      'import { amazon_linux_2023 } from "std/images"\nimport { handover } from "std/rollouts"\nproject shop {}\nimage job extends amazon_linux_2023 {}\nnetwork main {\n  vpc = { Name: "main" }\n  private = { Tier: "private" }\n}\nenvironment prod {\n  region = "eu-west-1"\n  network = network.main\n}\nfleet job {\n  image = image.job\n  instances = ["m7i.large"]\n  size = 2..4\n  rollout = handover\n  scale { cpu = 55% }\n}\n',
  },
});
