import { version } from "../../../package.json";
import { sha256 } from "../../base/digest.ts";
import { readCommit } from "../../host/release/commit.ts";
import type { Plan } from "../../plan/model.ts";
import type { BuildRecord } from "../../release/ledger/entry.ts";
import type { CompiledProject } from "../project/compile-project.ts";
import { emitOutput } from "../project/emit-output.ts";

/** What a release of a project is built from, for its ledger. `plan`: limited to the environment of the release. */
export async function buildRecord(project: CompiledProject, plan: Plan): Promise<BuildRecord> {
  const { place, params, ledger } = project;
  const { manifest } = await emitOutput({ ...project, plan });
  const commit = await readCommit(place.root);
  const uncommitted = commit?.changed ?? [];
  return {
    compiler: version,
    ...(commit === null ? {} : { folder: commit.folder }),
    entry: place.entry,
    params: Object.fromEntries(params),
    history: Object.fromEntries(Object.entries(ledger).map(([name, { sequence }]) => [name, sequence])),
    manifest: sha256(manifest.bytes),
    ...(uncommitted.length === 0 ? {} : { uncommitted }),
  };
}
