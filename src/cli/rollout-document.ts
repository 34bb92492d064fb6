import type { Source } from "../base/source.ts";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";
import { jsonDiagnostics } from "../diagnostics/render/render-json.ts";
import { countLevels } from "../diagnostics/render/summary.ts";
import type { RolloutPath } from "../rollout/path.ts";

/** What `plan --json` prints. Fields are only ever added. */
export function rolloutDocument(
  rollouts: readonly RolloutPath[],
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, Source>,
): string {
  const document = {
    ok: !hasErrors(diagnostics),
    counts: countLevels(diagnostics),
    diagnostics: jsonDiagnostics(diagnostics, sources),
    rollouts,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
