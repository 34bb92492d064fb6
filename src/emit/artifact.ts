/** A file to write: a path below the output folder with forward slashes, and its bytes. */
export interface Artifact {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Only for files that were executable in the project. */
  readonly executable?: boolean;
}

/** The bytes of the project's files that images copy in, by their SHA-256. */
export type Contents = ReadonlyMap<string, Uint8Array>;

/** An artifact of text, encoded as UTF-8. */
export function textArtifact(path: string, text: string): Artifact {
  return { path, bytes: new TextEncoder().encode(text) };
}
