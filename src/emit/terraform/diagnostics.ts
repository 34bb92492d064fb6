import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { userDataLimit } from "./user-data.ts";

const balancerSample = 'balancer public { certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/a" }\n';

export const settingNotCarried = defineDiagnostic<{ fleet: string; name: string; problem: string }>({
  code: "IMMU8301",
  level: "error",
  title: "Setting that an instance can't be given",
  message: ({ fleet, name, problem }) => `Setting ${JSON.stringify(name)} of fleet ${fleet} ${problem}.`,
  help: () => "Settings become environment variables: name them like `LOG_LEVEL`.",
  explanation:
    "`config` and `secrets` are written to `/etc/immu/config.env` and `/etc/immu/secrets.env`, which systemd " +
    "(`EnvironmentFile=`) and shells (`.`) read alike. Both take names of letters, digits and `_` alone, and values of " +
    "any text, over several lines too, but for NUL. Give what is no variable another name, or copy it into the image " +
    "as a file.",
  samples: {
    failing: fleetSample('config = { "log-level": "info" }'),
    passing: fleetSample('config = { LOG_LEVEL: "info" }'),
  },
});

export const userDataTooLarge = defineDiagnostic<{ fleet: string; size: number }>({
  code: "IMMU8302",
  level: "error",
  title: "Too much for user data",
  message: ({ fleet, size }) =>
    `The settings of fleet ${fleet} make ${size} bytes of user data; AWS takes ${userDataLimit}.`,
  help: () => "Copy large settings into the image as a file, and keep in `config` what differs between environments.",
  explanation:
    `An instance is given its settings in EC2 user data, of which AWS takes ${userDataLimit} bytes. ` +
    "What is the same in every environment belongs in the image, where there is no such limit and where it is part of " +
    "the fingerprint.",
  samples: {
    failing: fleetSample('config = { TEXT: join(["0123456789abcdef" for i in sequence(1, 1000)], "") }'),
    passing: fleetSample('config = { TEXT: "0123456789abcdef" }'),
  },
});

export const tooManyConditions = defineDiagnostic<{ fleet: string; hosts: number; paths: number }>({
  code: "IMMU8303",
  level: "error",
  title: "Too many hosts and paths",
  message: ({ fleet, hosts, paths }) =>
    `Fleet ${fleet} matches ${hosts} hosts and ${paths} paths; one rule of a balancer takes 5 of both together.`,
  help: () => "Use `*` in a host or path, or leave out the paths.",
  explanation:
    "Traffic reaches a fleet through one rule of its balancer, and AWS takes at most five values in the conditions of a " +
    "rule, hosts and paths together. Where the only path is `/*`, it takes no place.",
  samples: {
    failing: fleetSample(
      'balancer = balancer.public\n  http { port = 80  health = "/"  hosts = ["a.example", "b.example", "c.example"]  paths = ["/a", "/b", "/c"] }',
      balancerSample,
    ),
    passing: fleetSample(
      'balancer = balancer.public\n  http { port = 80  health = "/"  hosts = ["*.example"]  paths = ["/a", "/b", "/c"] }',
      balancerSample,
    ),
  },
});

export const rollingChangesHttp = defineDiagnostic<{ fleet: string; rollout: string }>({
  code: "IMMU8304",
  level: "error",
  title: "Rolling update that changes how a fleet is reached",
  message: ({ fleet, rollout }) =>
    `Rollout ${rollout} replaces the instances of fleet ${fleet} in place, and its generations differ in \`http\`.`,
  help: () => "Roll this change out with a `canary` or `blue_green` rollout.",
  explanation:
    "A rolling update replaces the instances behind one target group, so its port, health check and stickiness must be " +
    "the same for old and new instances. The other strategies give each generation a target group of its own.",
  samples: { failing: fleetSample(""), passing: fleetSample("") },
});

function fleetSample(attributes: string, declarations = ""): string {
  return `import { ubuntu_2404 } from "std/images"
import { handover } from "std/rollouts"
project shop {}
image web extends ubuntu_2404 {}
network main { vpc = { Name: "main" }  private = { Tier: "private" }  public = { Tier: "public" } }
environment prod { region = "eu-central-1"  network = network.main }
${declarations}fleet web {
  image = image.web
  instances = ["m7i.large"]
  size = 2..4
  rollout = handover
  ${attributes}
}
`;
}
