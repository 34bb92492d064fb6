import type { Source } from "../../base/source.ts";
import { diagnose } from "../../diagnostics/definition.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { otherCompiler, otherCompilerLocked } from "./diagnostics/other-compiler.ts";
import type { LockFile } from "./model.ts";
import { spanAt } from "./span-at.ts";

/** What holds a build to its lock. */
export interface Holding {
  /** Version of the compiler that runs. */
  readonly compiler: string;
  /** Whether the build is refused where the lock says otherwise, and not only warned. */
  readonly locked: boolean;
}

/** Whether a lock pins another compiler than runs. */
export function checkCompiler(
  { toolchain: { immuc: pinned } }: LockFile,
  source: Source,
  { compiler: running, locked }: Holding,
): readonly Diagnostic[] {
  if (pinned === undefined || pinned === running) return [];
  const span = spanAt(source, ["toolchain", "immuc"]);
  return [diagnose(locked ? otherCompilerLocked : otherCompiler, span, { file: source.uri, pinned, running })];
}
