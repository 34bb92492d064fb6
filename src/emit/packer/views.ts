import type { HclMap, HclPath } from "./hcl-value.ts";

/** What image.pkr.hcl says. */
export interface ImageView {
  readonly image: string;
  readonly project: string;
  readonly fingerprint: string;
  readonly tags: HclMap;
  readonly amiName: string;
  readonly region: string;
  readonly instanceType: string;
  /** The base image's id; null where the lock has none for the region. */
  readonly pinned: string | null;
  readonly pinnedName: string;
  readonly baseOwners: readonly string[];
  readonly baseFilters: HclMap;
  /** Other regions to have the image in; null where there is none. */
  readonly copies: readonly string[] | null;
  readonly key: string | null;
  /** The key in each of `copies`; null where AWS's own keys do. */
  readonly copyKeys: HclMap | null;
  readonly user: string;
  readonly agentScript: HclPath;
  readonly rootDevice: string;
  readonly diskGiB: number;
  readonly timeoutText: string;
  readonly pollSeconds: number;
  readonly pollAttempts: number;
  readonly hasContent: boolean;
  readonly contentSource: HclPath;
  readonly contentDestination: string;
  readonly stage: string;
  readonly executeCommand: string;
  readonly scripts: readonly HclPath[];
  readonly sealScript: HclPath;
  readonly customData: HclMap;
}

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
