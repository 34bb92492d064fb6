import { defineDiagnostic } from "../definition.ts";

export const scaleUndecided = defineDiagnostic<{ fleet: string; both: boolean }>({
  code: "IMMU7008",
  level: "error",
  title: "Scaling without one target",
  message: ({ fleet, both }) => `\`scale\` of fleet \`${fleet}\` names ${both ? "two targets" : "no target"}`,
  help: () => "give it either `cpu = 55%` or `requests = 1000`",
  explanation: "A fleet scales on one measure. Two of them would pull against each other.",
  samples: {
    failing: {
      "main.immu":
        'import { amazon_linux_2023 } from "std/images"\nimport { handover } from "std/rollouts"\nproject shop {}\nimage job extends amazon_linux_2023 {}\nnetwork main {\n  vpc = { Name: "main" }\n  private = { Tier: "private" }\n}\nenvironment prod {\n  region = "eu-west-1"\n  network = network.main\n}\nfleet job {\n  image = image.job\n  instances = ["m7i.large"]\n  size = 2..4\n  rollout = handover\n  scale {}\n}\n',
    },
    passing:
      'import { amazon_linux_2023 } from "std/images"\nimport { handover } from "std/rollouts"\nproject shop {}\nimage job extends amazon_linux_2023 {}\nnetwork main {\n  vpc = { Name: "main" }\n  private = { Tier: "private" }\n}\nenvironment prod {\n  region = "eu-west-1"\n  network = network.main\n}\nfleet job {\n  image = image.job\n  instances = ["m7i.large"]\n  size = 2..4\n  rollout = handover\n  scale { cpu = 55% }\n}\n',
  },
});
