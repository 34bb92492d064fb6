/** `agent.sh`: the way in for the bake. */
export interface AgentView {
  /** Whether packages are apt's; dnf's otherwise. */
  readonly apt: boolean;
}

/** `prepare.sh`: what would change the image behind the bake's back. */
export interface PrepareView {
  /** systemd units to turn off. */
  readonly units: readonly string[];
}

export interface PackagesView {
  /** As the installer writes them. */
  readonly packages: readonly string[];
}

export interface CopyView {
  readonly name: string;
  /** Options of `install`. */
  readonly ownership: readonly string[];
  /** The folder that the destination lies in: the system's, made for root where it is missing. */
  readonly parent: string;
  /** Folders to make, each after the one that it lies in. */
  readonly folders: readonly string[];
  readonly folderMode: string;
  readonly files: readonly { readonly mode: string; readonly sha256: string; readonly path: string }[];
}

export interface RunView {
  readonly name: string;
  /** `NAME=value` each. */
  readonly environment: readonly string[];
  /** Where the script is staged. */
  readonly script: string | null;
  /** What runs the script; empty where it is run itself. */
  readonly interpreter: readonly string[];
  readonly commands: readonly string[];
}

export interface ServicesView {
  readonly services: readonly string[];
}

export interface CheckView {
  readonly name: string;
  /** `within`, in words. */
  readonly patience: string;
  /** `NAME=value` each. */
  readonly environment: readonly string[];
  /** Seconds to keep trying. */
  readonly within: number;
  /** Seconds that one try may take. */
  readonly attempt: number;
  readonly command: string;
}
