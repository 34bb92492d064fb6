import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

/** Whether there are errors that stand in the way of what rolls nothing out, too: others than those of rollouts alone. */
export async function hasErrorsBesideRollouts(diagnostics: readonly Diagnostic[]): Promise<boolean> {
  const errors = diagnostics.filter(({ level }) => level === "error");
  if (errors.length === 0) return false;
  const { isOfRolloutAlone } = await import("../../rollout/check-rollouts.ts");
  return !errors.every(({ code }) => isOfRolloutAlone(code));
}
