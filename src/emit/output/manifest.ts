import { type Json, prettyJson } from "../../base/json.ts";
import type { Plan } from "../../plan/model.ts";
import { type Artifact, artifactDigest } from "../artifact.ts";

export const manifestPath = "immu.manifest.json";

/** Raised when a reader of an older manifest would misread a newer one. */
export const manifestFormat = 1;

export interface ManifestInput {
  /** Version of the compiler. */
  readonly compiler: string;
  readonly plan: Plan;
  readonly params: ReadonlyMap<string, string>;
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[];
  /** By environment: how far its ledger reached that the build read. Absent where there is no history. */
  readonly ledger?: LedgerHeads;
  /** Every other file of the output. */
  readonly artifacts: readonly Artifact[];
}

export type LedgerHeads = Readonly<Record<string, { readonly sequence: number; readonly digest: string }>>;

/**
 * The text of `immu.manifest.json`: what was built, from what, and the digest of every file. It is written last, so an
 * output whose files all match it is whole.
 */
export function manifestText({ compiler, plan, params, inputs, ledger = {}, artifacts }: ManifestInput): string {
  return prettyJson({
    format: manifestFormat,
    compiler,
    project: plan.project.name,
    params: Object.fromEntries(params),
    inputs: Object.fromEntries(inputs.map((input) => [input.path, input.sha256])),
    ...(Object.keys(ledger).length === 0 ? {} : { ledger }),
    images: Object.fromEntries(Object.values(plan.images).map((image) => [image.name, image.fingerprint])),
    fleets: fleetGenerations(plan),
    files: Object.fromEntries(artifacts.map((artifact) => [artifact.path, fileEntry(artifact)])),
  });
}

function fleetGenerations(plan: Plan): Json {
  return Object.fromEntries(
    Object.values(plan.environments).map((environment) => [
      environment.name,
      Object.fromEntries(
        Object.values(environment.fleets).map((fleet) => [fleet.name, { wanted: fleet.wanted, stable: fleet.stable }]),
      ),
    ]),
  );
}

function fileEntry(artifact: Artifact): Json {
  const { bytes, executable } = artifact;
  return { sha256: artifactDigest(artifact), size: bytes.length, ...(executable ? { executable } : {}) };
}
