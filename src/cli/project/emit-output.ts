import { version } from "../../../package.json";
import { byText } from "../../base/order.ts";
import { type Artifact, textArtifact } from "../../emit/artifact.ts";
import { type LedgerHeads, manifestPath, manifestText } from "../../emit/output/manifest.ts";
import { sourceMapPath, sourceMapText } from "../../emit/output/source-map.ts";
import type { Plan } from "../../plan/model.ts";
import type { Compilation } from "../../query/compile.ts";
import { digestInputs } from "../../query/record-inputs.ts";

export interface EmitInput {
  readonly compilation: Compilation;
  readonly plan: Plan;
  readonly params: ReadonlyMap<string, string>;
  readonly ledger: LedgerHeads;
  /** The version that the manifest names: this one, unless what another one wrote is built again. */
  readonly compiler?: string;
}

export interface EmittedOutput {
  /** Every file but the manifest, sorted by path. */
  readonly artifacts: readonly Artifact[];
  readonly manifest: Artifact;
}

/** Everything that a build writes, without writing it. */
export async function emitOutput(input: EmitInput): Promise<EmittedOutput> {
  const { compilation, plan, params, ledger, compiler = version } = input;
  const { origins, sources, inputs } = compilation;
  const { emitAll } = await import("../../query/emit-all.ts");
  const emitted = await emitAll({ ...compilation, plan });
  const sourceMap = textArtifact(sourceMapPath, sourceMapText(emitted, origins, sources));
  const artifacts = [...emitted, sourceMap].sort(byText(({ path }) => path));
  const text = manifestText({ compiler, plan, params, inputs: digestInputs(inputs), ledger, artifacts });
  return { artifacts, manifest: textArtifact(manifestPath, text) };
}
