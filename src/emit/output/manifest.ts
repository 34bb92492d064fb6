import { prettyMember, prettyRecord } from "../../base/json.ts";
import type { FleetPlan, Plan } from "../../plan/model.ts";
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
  const small = {
    format: manifestFormat,
    compiler,
    project: plan.project.name,
    params: Object.fromEntries(params),
    inputs: Object.fromEntries(inputs.map((input) => [input.path, input.sha256])),
    ...(Object.keys(ledger).length === 0 ? {} : { ledger }),
    images: Object.fromEntries(Object.values(plan.images).map((image) => [image.name, image.fingerprint])),
  };
  const members = new Map(Object.entries(small).map(([name, value]) => [name, prettyMember(value, 1)]));
  members.set("fleets", fleetsText(plan));
  members.set("files", prettyRecord(new Map(artifacts.map((artifact) => [artifact.path, fileText(artifact)])), 1));
  return `${prettyRecord(members, 0)}\n`;
}

function fleetsText({ environments }: Plan): string {
  const texts = new Map<string, string>();
  for (const { name, fleets } of Object.values(environments)) {
    const generations = Object.values(fleets).map((fleet) => [fleet.name, generationsText(fleet)] as const);
    texts.set(name, prettyRecord(new Map(generations), 2));
  }
  return prettyRecord(texts, 1);
}

function generationsText({ wanted, stable }: FleetPlan): string {
  const members = new Map([
    ["stable", JSON.stringify(stable)],
    ["wanted", JSON.stringify(wanted)],
  ]);
  return prettyRecord(members, 3);
}

function fileText(artifact: Artifact): string {
  const members = new Map([
    ["sha256", JSON.stringify(artifactDigest(artifact))],
    ["size", `${artifact.bytes.length}`],
  ]);
  if (artifact.executable) members.set("executable", "true");
  return prettyRecord(members, 2);
}
