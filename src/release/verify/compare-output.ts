import { distinctTexts } from "../../base/order.ts";

/** A file by its content. */
export interface FileDigest {
  readonly sha256: string;
  readonly executable: boolean;
}

export interface OutputFiles {
  /** What the sources say now, by path. */
  readonly expected: ReadonlyMap<string, FileDigest>;
  /** What the manifest in the folder says was written. */
  readonly recorded: ReadonlyMap<string, FileDigest>;
  /** What is there, of all paths of the two. */
  readonly found: ReadonlyMap<string, FileDigest>;
}

/** A file of an output that is not what its sources say. */
export interface OutputDifference {
  readonly path: string;
  readonly kind: /** The sources make it, and it is not there. */
    | "missing"
    /** It is not what the build wrote: somebody changed it since. */
    | "altered"
    /** It is what the build wrote, and the sources make another now. */
    | "outdated"
    /** The manifest names it, and the sources make it no more. */
    | "left-over";
}

/** How an output differs from what its sources make, sorted by path; files that no manifest owns are nobody's business. */
export function compareOutput({ expected, recorded, found }: OutputFiles): readonly OutputDifference[] {
  const paths = distinctTexts([...expected.keys(), ...recorded.keys()]);
  return paths.flatMap((path): OutputDifference[] => {
    const [wanted, written, there] = [expected.get(path), recorded.get(path), found.get(path)];
    if (there === undefined) return wanted === undefined ? [] : [{ path, kind: "missing" }];
    if (wanted === undefined) return [{ path, kind: "left-over" }];
    if (same(wanted, there)) return [];
    return [{ path, kind: written !== undefined && same(written, there) ? "outdated" : "altered" }];
  });
}

function same(one: FileDigest, other: FileDigest): boolean {
  return one.sha256 === other.sha256 && one.executable === other.executable;
}
