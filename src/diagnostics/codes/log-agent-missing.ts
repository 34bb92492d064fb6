import { defineDiagnostic } from "../definition.ts";

const worker = (packages: string): string => `import { amazon_linux_2023 } from "std/images"
import { handover } from "std/rollouts"
project shop {}
image worker extends amazon_linux_2023 {${packages} }
fleet worker {
  image = image.worker
  instances = ["t3.micro"]
  size = 2..2
  rollout = handover
  egress https { to = "0.0.0.0/0"  port = 443 }
}
network main { vpc = { Name: "main" }  private = { Tier: "private" } }
environment prod { region = "eu-west-1"  network = network.main }
`;

export const logAgentMissing = defineDiagnostic<{ image: string; fleet: string; installer: "apt" | "dnf" }>({
  code: "IMMU7011",
  level: "warning",
  title: "Nothing that ships logs",
  message: ({ image, fleet }) =>
    `logs of fleet \`${fleet}\` stay on its instances: image \`${image}\` does not install \`amazon-cloudwatch-agent\`, and its base has none`,
  help: ({ installer }) =>
    installer === "dnf"
      ? 'add it: `packages = ["amazon-cloudwatch-agent"]`'
      : "add a `run` step that downloads and installs its package; `immuc explain IMMU7011` shows one",
  explanation: `An instance's logs go with it when it is replaced. CloudWatch's agent ships them, and each instance is told what to ship and where to; but it has to be on the image. Amazon Linux has it as a package. For Ubuntu and Debian, Amazon publishes one for \`dpkg\`, which a step can install:

\`\`\`
run log_agent {
  commands = [
    "/usr/lib/apt/apt-helper download-file https://amazoncloudwatch-agent.s3.amazonaws.com/ubuntu/arm64/latest/amazon-cloudwatch-agent.deb /tmp/agent.deb",
    "dpkg -i /tmp/agent.deb",
  ]
}
\`\`\`

Any step that mentions \`amazon-cloudwatch-agent\` counts, and images whose base is not one of the standard library's are taken to have it.`,
  get samples() {
    return { failing: worker(""), passing: worker(' packages = ["amazon-cloudwatch-agent"]') };
  },
});
