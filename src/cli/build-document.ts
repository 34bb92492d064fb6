import { sortedValues } from "../base/record.ts";
import type { Source } from "../base/source.ts";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";
import { jsonDiagnostics } from "../diagnostics/render/render-json.ts";
import { countLevels } from "../diagnostics/render/summary.ts";
import type { OutputReport } from "../host/output/write-output.ts";
import type { Plan } from "../plan/model.ts";
import { inPromotionOrder } from "../plan/promotion-order.ts";
import { rolloutPath } from "../rollout/rollout-path.ts";

export interface BuildDocumentInput {
  readonly plan: Plan | null;
  readonly output: OutputReport | null;
  readonly folder: string;
  readonly version: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: ReadonlyMap<string, Source>;
}

/** What `build --json` prints. Fields are only ever added. */
export function buildDocument(input: BuildDocumentInput): string {
  const { plan, output, diagnostics, sources, folder, version } = input;
  const document = {
    ok: !hasErrors(diagnostics),
    compiler: version,
    counts: countLevels(diagnostics),
    diagnostics: jsonDiagnostics(diagnostics, sources),
    folder,
    images: sortedValues(plan?.images ?? {}).map(({ name, fingerprint, definition }) => ({
      name,
      fingerprint,
      arch: definition.arch,
    })),
    environments: inPromotionOrder(plan?.environments ?? {}).map((environment) => ({
      name: environment.name,
      region: environment.region,
      fleets: sortedValues(environment.fleets).map((fleet) => ({
        name: fleet.name,
        wanted: fleet.wanted,
        stable: fleet.stable,
        strategy: fleet.rollout.strategy,
        steps: rolloutPath(environment, fleet).steps.map((step) => step.name),
      })),
    })),
    files: output,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
