import { sha256 } from "../base/digest.ts";

/** A file to write: a path below the output folder with forward slashes, and its bytes. */
export interface Artifact {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Only for files that were executable in the project. */
  readonly executable?: boolean;
  /** What the file comes from, for the source map: a key of `Origins`. */
  readonly origin?: string;
  /** What the things inside it come from: keys of `Origins` by address, such as `aws_lb.public`. */
  readonly addresses?: ReadonlyMap<string, string>;
}

/** The digest of an artifact's bytes, which the manifest and the record of a build both name. */
export function artifactDigest({ bytes }: Artifact): string {
  const known = digests.get(bytes) ?? sha256(bytes);
  digests.set(bytes, known);
  return known;
}

const digests = new WeakMap<Uint8Array, string>();

export type { Contents } from "../plan/contents.ts";

/** An artifact of text, encoded as UTF-8. */
export function textArtifact(path: string, text: string): Artifact {
  return { path, bytes: new TextEncoder().encode(text) };
}
