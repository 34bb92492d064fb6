import { sha256 } from "../../base/digest.ts";
import { prettyJson } from "../../base/json.ts";
import type { GenerationDefinition } from "../../plan/model.ts";
import { yamlString } from "../escape/yaml.ts";
import { environmentFile } from "./env-file.ts";

/** AWS takes this many bytes of user data, before it is encoded. */
export const userDataLimit = 16_384;

/**
 * What an instance does when it first starts, as cloud-config: it writes its settings below `/etc/immu`, tells the log
 * agent where to ship to, and closes SSH. It installs nothing: the image has everything.
 */
export function userData(digest: string, generation: GenerationDefinition, logGroup: string): string {
  const files: readonly File[] = [
    {
      path: "/etc/immu/config.env",
      mode: "0600",
      content: environmentFile({ ...generation.config, ...storeSettings(generation) }),
      hosts: Object.keys(generation.stores ?? {}),
    },
    { path: "/etc/immu/secrets.env", mode: "0600", content: environmentFile(generation.secrets) },
    {
      path: "/etc/immu/generation",
      mode: "0644",
      content: environmentFile({
        IMMU_GENERATION: digest,
        IMMU_FLEET: generation.fleet,
        IMMU_ENVIRONMENT: generation.environment,
      }),
    },
    { path: agentConfigPath, mode: "0644", content: agentConfig(generation, logGroup) },
  ];
  const lines = [
    "#cloud-config",
    "ssh_pwauth: false",
    "disable_root: true",
    "write_files:",
    ...files.flatMap((file) => [
      `- path: ${yamlString(file.path)}`,
      '  owner: "root:root"',
      `  permissions: ${yamlString(file.mode)}`,
      `  content: ${withHosts(yamlString(file.content), file.hosts ?? [])}`,
    ]),
    ...runCommands,
  ];
  return `${lines.join("\n")}\n`;
}

interface File {
  readonly path: string;
  /** Octal. */
  readonly mode: string;
  readonly content: string;
  /** Stores whose hosts go behind the content, as settings of their own. */
  readonly hosts?: readonly string[];
}

/** What instances know of a store that the source says; its host is found when the generation is created. */
function storeSettings({ stores = {} }: GenerationDefinition): Readonly<Record<string, string>> {
  const settings = Object.entries(stores).flatMap(([name, { identifier, port }]) => [
    [`${storePrefix(name)}_NAME`, identifier] as const,
    [`${storePrefix(name)}_PORT`, `${port}`] as const,
  ]);
  return Object.fromEntries(settings);
}

/** The names of the settings that a store gives. */
export function storeSettingNames(store: string): readonly string[] {
  return ["HOST", "NAME", "PORT"].map((part) => `${storePrefix(store)}_${part}`);
}

// Names that differ in more than `-` and `_` or in case, which no two declarations do, stay apart.
function storePrefix(store: string): string {
  const readable = store.replace(/[^A-Za-z0-9]/g, "_").toUpperCase();
  return /^[A-Za-z0-9_-]+$/.test(store)
    ? `STORE_${readable}`
    : `STORE_${readable}_${sha256(store).slice(0, 8).toUpperCase()}`;
}

// A character that nothing else in the script can be: everything that is not ASCII is escaped in it.
const mark = "\ue000";

// Inside the quotes of the YAML string that stands there.
function withHosts(content: string, stores: readonly string[]): string {
  const lines = stores.map((store) => `${storePrefix(store)}_HOST=\\"${mark}${store}${mark}\\"\\n`);
  return `${content.slice(0, -1)}${lines.join("")}"`;
}

/** The script with each store's host in its place. A host is no text of a user's: it needs no escape in YAML. */
export function fillHosts(script: string, host: (store: string) => string): string {
  return script.replace(/\ue000([^\ue000]*)\ue000/g, (_, store: string) => host(store));
}

const commands: readonly string[] = [
  // Masked, not only stopped: a socket or a package script can't start it again. An image may lack any of the units.
  "for unit in ssh.socket ssh.service sshd.socket sshd.service; do systemctl mask --now $unit || true; done",
  // The agent merges the files of its folder when it starts.
  "if systemctl cat amazon-cloudwatch-agent.service >/dev/null 2>&1; then systemctl enable amazon-cloudwatch-agent.service; systemctl restart amazon-cloudwatch-agent.service; fi",
];

const runCommands: readonly string[] = [
  "runcmd:",
  ...commands.map((command) => `- [${["sh", "-c", command].map(yamlString).join(", ")}]`),
];

const agentConfigPath = "/opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d/immu.json";

function agentConfig(generation: GenerationDefinition, logGroup: string): string {
  return prettyJson({
    logs: {
      logs_collected: {
        journald: { collect_list: [{ log_group_name: logGroup, log_stream_name: "{instance_id}/journal" }] },
        ...(generation.logFiles.length === 0
          ? {}
          : {
              files: {
                collect_list: generation.logFiles.map((path) => ({
                  file_path: path,
                  log_group_name: logGroup,
                  log_stream_name: `{instance_id}${streamName(path)}`,
                })),
              },
            }),
      },
    },
  });
}

// CloudWatch refuses `:` and `*` in the name of a stream, and the agent replaces what stands in braces.
function streamName(path: string): string {
  return path.replace(/[:*{}]/g, "_").slice(0, 400);
}
