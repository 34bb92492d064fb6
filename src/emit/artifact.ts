/** A file to write: a path below the output folder with forward slashes, and its bytes. */
export interface Artifact {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Only for files that were executable in the project. */
  readonly executable?: boolean;
  /** What the file comes from, for the source map: a key of `Origins`. */
  readonly origin?: string;
  /** What the things inside it come from: keys of `Origins` by address, such as `aws_lb.public`. */
  readonly addresses?: Readonly<Record<string, string>>;
}

export type { Contents } from "../plan/contents.ts";

/** An artifact of text, encoded as UTF-8. */
export function textArtifact(path: string, text: string): Artifact {
  return { path, bytes: new TextEncoder().encode(text) };
}
