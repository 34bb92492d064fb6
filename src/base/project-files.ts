/**
 * The files of a project, as the core asks for them. The core stays pure: the edge reads the disk (or an editor's
 * buffers), and answers every wish with a value or with why not.
 */
export interface ProjectFiles {
  /** The text of a `.immu` source by its root-relative path. */
  readSource(path: string): ReadResult<string>;
  /** A file, or a folder with all below it, by its root-relative path. */
  readTree(path: string): ReadResult<FileTree>;
  /** The root-relative paths of all `.immu` sources there are, for an editor to offer. A build never asks. */
  sources?(): readonly string[];
}

export type ReadResult<T> = { readonly kind: "ok"; readonly value: T } | ReadProblem;

/** `at`: the entry of a folder that the problem is with, relative to the folder. */
export type ReadProblem = WhyUnread & { readonly at?: string };

type WhyUnread =
  /** `similar`: names that exist in the same folder. */
  | { readonly kind: "missing"; readonly similar: readonly string[] }
  /** The path, or a symbolic link on it, leaves the project's root. */
  | { readonly kind: "outside" }
  /** A device, pipe or socket (or, for a source, a folder). */
  | { readonly kind: "not-regular" }
  | { readonly kind: "too-large"; readonly size: number; readonly limit: number }
  /** `offset`: the first byte that is not UTF-8; `encoding`: what it is instead, where that can be told. */
  | { readonly kind: "not-utf8"; readonly offset: number; readonly encoding?: "UTF-16" }
  /** Why, in words: `permission denied (EACCES)`. */
  | { readonly kind: "unreadable"; readonly reason: string };

/** What is wrong with the encoding of a source, and what to do about it. */
export function encodingText({ offset, encoding }: ReadProblem & { readonly kind: "not-utf8" }): string {
  return encoding === undefined
    ? `byte ${offset} is not UTF-8; save it as UTF-8`
    : `it is ${encoding}; save it as UTF-8`;
}

export interface FileTree {
  readonly folder: boolean;
  /** Sorted by path; a single file has one entry with the path "". */
  readonly files: readonly TreeFile[];
}

export interface TreeFile {
  /** Relative to the tree, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}
