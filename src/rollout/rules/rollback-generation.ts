import { shortDigest } from "../../base/digest.ts";
import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { generationsOf } from "../../plan/legacy.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const rollbackGenerationFinding = defineDiagnostic<{ fleet: string; stable: string; missing: string }>({
  code: "IMMU6023",
  level: "error",
  title: "Nothing to roll back to",
  message: ({ fleet, stable, missing }) =>
    `history calls generation ${shortDigest(stable)} of fleet \`${fleet}\` stable, but ${missing}: an abort would have nowhere to send traffic`,
  help: () => "restore the ledger with the generation's definition, or record which generation is live now",
  explanation:
    "An abort sends all traffic back to the stable generation, so that one must be live and its definition must be kept, exactly as it ran. A rollout that starts without it could only go forward.",
  get samples() {
    return {
      failing: sampleProject(),
      passing: sampleProject(),
      live: { prod: { web: { stable: "0".repeat(64), state: {}, generations: {} } } },
    };
  },
});

export const rollbackGeneration = rolloutRule(rollbackGenerationFinding, ({ fleet, ofFleet }, found) => {
  const { stable, steady, generations, wanted } = fleet;
  if (stable === null || stable === wanted) return;
  // Once the wanted generation has all the traffic, the one before may be on its way out.
  const serving = generationsOf(steady).filter((id) => (steady[id]?.weight ?? 0) > 0);
  if (serving.length === 1 && serving[0] === wanted) return;
  const place = ofFleet("image");
  if (!generations[stable]) found(place, { fleet: fleet.name, stable, missing: "its definition is not kept" });
  else if (!steady[stable]) found(place, { fleet: fleet.name, stable, missing: "it is not live" });
});
