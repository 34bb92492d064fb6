import { plural } from "../../base/wording.ts";
import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { sampleProject } from "../../rollout/samples.ts";
import { longestConditionValue, longestHealthPath, mostWildcards } from "./rule-conditions.ts";
import { userDataLimit } from "./user-data.ts";

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
  get samples() {
    return {
      failing: sampleProject({ fleet: 'config = { "log-level": "info" }' }),
      passing: sampleProject({ fleet: 'config = { LOG_LEVEL: "info" }' }),
    };
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
  get samples() {
    return {
      failing: sampleProject({ fleet: 'config = { TEXT: join(["0123456789abcdef" for i in sequence(1, 1000)], "") }' }),
      passing: sampleProject({ fleet: 'config = { TEXT: "0123456789abcdef" }' }),
    };
  },
});

export const tooManyConditions = defineDiagnostic<{ fleet: string; hosts: number; paths: number }>({
  code: "IMMU8303",
  level: "error",
  title: "Too many hosts and paths",
  message: ({ fleet, hosts, paths }) =>
    `Fleet ${fleet} matches ${plural(hosts, "host")} and ${plural(paths, "path")}; one rule of a balancer takes 5 of both together.`,
  help: () => "Use `*` in a host or path, or leave out the paths.",
  explanation:
    "Traffic reaches a fleet through one rule of its balancer, and AWS takes at most five values in the conditions of a " +
    "rule, hosts and paths together. Where the only path is `/*`, it takes no place.",
  get samples() {
    return {
      failing: sampleProject({
        http: 'hosts = ["a.example", "b.example", "c.example"]  paths = ["/a", "/b", "/c"]',
      }),
      passing: sampleProject({ http: 'hosts = ["*.example"]  paths = ["/a", "/b", "/c"]' }),
    };
  },
});

export const conditionTooLong = defineDiagnostic<{
  fleet: string;
  field: "hosts" | "paths" | "health";
  length: number;
}>({
  code: "IMMU8309",
  level: "error",
  title: "Host or path that is too long",
  message: ({ fleet, field, length }) =>
    field === "health"
      ? `The path \`health\` of fleet ${fleet} has ${length} characters; a balancer takes ${longestHealthPath}.`
      : `One of the \`${field}\` of fleet ${fleet} has ${length} characters; a rule of a balancer takes ${longestConditionValue}.`,
  help: ({ field }) => (field === "health" ? "Ask for a shorter one." : "Write `*` for a part of it."),
  explanation:
    `Traffic reaches a fleet through one rule of its balancer, and AWS takes at most ${longestConditionValue} characters for a host or a path in one. ` +
    `The path that answers whether an instance is healthy may have ${longestHealthPath}.`,
  get samples() {
    return {
      failing: sampleProject({ http: `paths = ["/${"long/".repeat(26)}"]` }),
      passing: sampleProject({ http: `paths = ["/${"long/".repeat(3)}*"]` }),
    };
  },
});

export const tooManyWildcards = defineDiagnostic<{ fleet: string; wildcards: number }>({
  code: "IMMU8310",
  level: "error",
  title: "Too many wildcards",
  message: ({ fleet, wildcards }) =>
    `The hosts and paths of fleet ${fleet} have ${wildcards} wildcards; one rule of a balancer takes ${mostWildcards} in all.`,
  help: () => "One `*` stands for any characters, `/` and `.` too.",
  explanation: `AWS takes at most ${mostWildcards} \`*\` and \`?\` in the conditions of one rule, hosts and paths together, and traffic reaches a fleet through one rule of its balancer.`,
  get samples() {
    return {
      failing: sampleProject({ http: 'paths = ["/*a*b*c*d*e*f*g*"]' }),
      passing: sampleProject({ http: 'paths = ["/*a*b*c*"]' }),
    };
  },
});

const rollingSample = `strategy = "rolling"
  abort errors { metric = "http_5xx_rate"  above = 1% }`;

const earlier = "a".repeat(64);

// As the sample's fleet, but for its port.
const earlierDefinition = {
  format: 1,
  fleet: "web",
  environment: "prod",
  image: { name: "web", fingerprint: "b".repeat(64), arch: "x86_64", rootDevice: "/dev/xvda" },
  instances: ["c7i.large"],
  disk: 8 * 1024 ** 3,
  encryptionKey: null,
  http: {
    port: 9090,
    health: "/healthz",
    timeout: 30_000,
    sticky: null,
    probe: { every: 10_000, healthyAfter: 2, unhealthyAfter: 3 },
  },
  config: {},
  secrets: {},
  logFiles: [],
  boot: 180_000,
};

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
  get samples() {
    return {
      failing: sampleProject({ rollout: rollingSample }),
      passing: sampleProject(),
      live: {
        prod: {
          web: {
            stable: earlier,
            state: { [earlier]: { attached: true, weight: 100, min: 4, max: 8, desired: 4 } },
            generations: { [earlier]: earlierDefinition },
          },
        },
      },
    };
  },
});

export const fleetTagRefused = defineDiagnostic<{ owner: string; key: string; reason: string }>({
  code: "IMMU8305",
  level: "error",
  title: "Tag that can't be set",
  message: ({ owner, key, reason }) => `The tag ${JSON.stringify(key)} of ${owner} ${reason}.`,
  help: () => "Give the tag another name.",
  explanation:
    "Tags that begin with `immu:` say which project, environment, fleet and generation a thing belongs to; rollouts and " +
    "pruning go by them, so no source writes them. Tags that begin with `aws:` are AWS's own, and it refuses them.",
  get samples() {
    return {
      failing: sampleProject({ fleet: 'tags = { "immu:fleet": "mine" }' }),
      passing: sampleProject({ fleet: 'tags = { "shop:fleet": "mine" }' }),
    };
  },
});
