import type { Artifact } from "../../emit/artifact.ts";

/** Where an output is. */
export interface OutputPlace {
  /** Absolute. */
  readonly folder: string;
  /** The folder as the user knows it, for messages. */
  readonly shownAs: string;
}

/** The files that an output folder should hold, and where it is; it is made when it is missing. */
export interface OutputRequest extends OutputPlace {
  /** Every file but the manifest. */
  readonly artifacts: readonly Artifact[];
  /** Written last; it says which files are ours when the next build comes. */
  readonly manifest: Artifact;
  /** Called once, when another process writes to the folder and we wait: who, and how many milliseconds at most. */
  readonly onWait?: (holder: string, patience: number) => void;
}
