import type { Artifact } from "../../emit/artifact.ts";

/** The files that an output folder should hold, and where it is. */
export interface OutputRequest {
  /** Absolute. Made when it is missing. */
  readonly folder: string;
  /** The folder as the user knows it, for messages. */
  readonly shownAs: string;
  /** Every file but the manifest. */
  readonly artifacts: readonly Artifact[];
  /** Written last; it says which files are ours when the next build comes. */
  readonly manifest: Artifact;
  /** Called once, when another process writes to the folder and we wait: who, and how many milliseconds at most. */
  readonly onWait?: (holder: string, patience: number) => void;
}
