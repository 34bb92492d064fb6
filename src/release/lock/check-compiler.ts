import type { Source } from "../../base/source.ts";
import { diagnose } from "../../diagnostics/definition.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { otherCompiler, otherCompilerLocked } from "./diagnostics/other-compiler.ts";
import type { LockFile } from "./model.ts";
import { spanAt } from "./span-at.ts";

/** Whether a lock pins another compiler than `running`: a warning, and an error where a build is held to its lock. */
export function checkCompiler(
  { toolchain: { immuc: pinned } }: LockFile,
  source: Source,
  running: string,
  locked: boolean,
): readonly Diagnostic[] {
  if (pinned === undefined || pinned === running) return [];
  const span = spanAt(source, ["toolchain", "immuc"]);
  return [diagnose(locked ? otherCompilerLocked : otherCompiler, span, { file: source.uri, pinned, running })];
}
