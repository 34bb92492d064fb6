import type { JsonObject } from "../../base/json.ts";
import { byText, compareCodePoints } from "../../base/order.ts";

/** What a build was, as far as its statement tells. */
export interface BuildFacts {
  /** Every file of the output, the manifest too. */
  readonly outputs: readonly NamedDigest[];
  /** Every file of the project that was read. */
  readonly inputs: readonly NamedDigest[];
  readonly compiler: string;
  readonly entry: string;
  readonly params: Readonly<Record<string, string>>;
  readonly locked: boolean;
  /** The environment that the build was limited to; null for all. */
  readonly environment: string | null;
  /** By environment: the last entry of the ledger that was read. */
  readonly ledger: Readonly<Record<string, { readonly sequence: number; readonly digest: string }>>;
  /** The commit of the sources; null where they are in no repository. */
  readonly source: SourceFacts | null;
  /** Who vouches for the build: a URI; null for whoever runs this. */
  readonly builder: string | null;
  /** What the builder calls this run; null where it has no name. */
  readonly invocation: string | null;
}

export interface NamedDigest {
  readonly path: string;
  readonly sha256: string;
}

export interface SourceFacts {
  readonly commit: string;
  /** Where the repository is; null where the caller does not say. */
  readonly uri: string | null;
  /** The project's folder in the repository, "" where that is its root. */
  readonly folder: string;
  /** Files that differed from the commit, by path. */
  readonly uncommitted: readonly string[];
}

const statementType = "https://in-toto.io/Statement/v1";
const predicateType = "https://slsa.dev/provenance/v1";

/** Names what the parameters below mean. Raised when they come to mean something else. */
const buildType = "urn:immuc:build:1";

/** Who is said to have built where the caller names nobody: somebody's own machine. */
const localBuilder = "urn:immuc:local";

/**
 * An in-toto statement with SLSA provenance about a build. It holds no time and no name of a machine: equal builds of
 * equal sources have equal statements, but for what the caller gives.
 */
export function provenanceStatement(facts: BuildFacts): JsonObject {
  const { outputs, inputs, compiler, entry, params, locked, environment, ledger, source, builder, invocation } = facts;
  return {
    _type: statementType,
    subject: sorted(outputs).map(({ path, sha256 }) => ({ name: path, digest: { sha256 } })),
    predicateType,
    predicate: {
      buildDefinition: {
        buildType,
        externalParameters: { entry, environment, locked, params },
        internalParameters: { ledger },
        resolvedDependencies: [
          ...(source === null ? [] : [sourceDescriptor(source)]),
          ...sorted(inputs).map(({ path, sha256 }) => ({ name: path, digest: { sha256 } })),
        ],
      },
      runDetails: {
        builder: { id: builder ?? localBuilder, version: { immuc: compiler } },
        ...(invocation === null ? {} : { metadata: { invocationId: invocation } }),
      },
    },
  };
}

function sourceDescriptor({ commit, uri, folder, uncommitted }: SourceFacts): JsonObject {
  const annotations = {
    ...(folder === "" ? {} : { folder }),
    // What was built is then not what the commit holds; the digests of the files below still say what it was.
    ...(uncommitted.length === 0 ? {} : { uncommitted: [...uncommitted].sort(compareCodePoints) }),
  };
  return {
    name: "source",
    ...(uri === null ? {} : { uri }),
    digest: { gitCommit: commit },
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
}

function sorted(files: readonly NamedDigest[]): readonly NamedDigest[] {
  return [...files].sort(byText(({ path }) => path));
}
