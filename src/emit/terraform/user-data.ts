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
    { path: "/etc/immu/config.env", mode: "0600", content: environmentFile(generation.config) },
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
      `  content: ${yamlString(file.content)}`,
    ]),
    "runcmd:",
    ...commands.map((command) => `- [${["sh", "-c", command].map(yamlString).join(", ")}]`),
  ];
  return `${lines.join("\n")}\n`;
}

interface File {
  readonly path: string;
  /** Octal. */
  readonly mode: string;
  readonly content: string;
}

const commands: readonly string[] = [
  // Masked, not only stopped: a socket or a package script can't start it again. An image may lack any of the units.
  "for unit in ssh.socket ssh.service sshd.socket sshd.service; do systemctl mask --now $unit || true; done",
  // The agent merges the files of its folder when it starts.
  "if systemctl cat amazon-cloudwatch-agent.service >/dev/null 2>&1; then systemctl enable amazon-cloudwatch-agent.service; systemctl restart amazon-cloudwatch-agent.service; fi",
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
