import { shortDigest } from "../../base/digest.ts";
import type { Json } from "../../base/json.ts";
import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { LEGACY } from "../../plan/legacy.ts";
import { rolloutRule } from "../rule.ts";
import { sampleDefinition, sampleProject } from "../samples.ts";
import { totalWeight } from "../state.ts";

const [old, other] = ["a".repeat(64), "b".repeat(64)];
const half: Json = { attached: true, weight: 50, min: 8, max: 8, desired: 8 };

export const oneRolloutFinding = defineDiagnostic<{ fleet: string; other: string; share: number }>({
  code: "IMMU6031",
  level: "warning",
  title: "Another rollout is under way",
  message: ({ fleet, other, share }) =>
    `fleet \`${fleet}\` is in the middle of a rollout to generation ${shortDigest(other)}, which has ${share}% of the traffic; this one takes that back first`,
  help: () => "finish or abort the other rollout first, if it is not meant to be given up",
  explanation:
    "A fleet rolls out one generation at a time. When the source wants another one in the middle of a rollout, the new path first sends all traffic back to the stable generation and retires the half-done one.",
  get samples() {
    return {
      failing: sampleProject(),
      passing: sampleProject(),
      live: {
        prod: {
          web: {
            stable: old,
            state: { [old]: half, [other]: half },
            generations: { [old]: sampleDefinition, [other]: sampleDefinition },
          },
        },
      },
    };
  },
});

export const oneRollout = rolloutRule(oneRolloutFinding, ({ fleet, ofFleet }, found) => {
  if (fleet.stable === null) return;
  for (const [id, { weight }] of Object.entries(fleet.steady)) {
    if (weight === 0 || id === LEGACY || id === fleet.stable || id === fleet.wanted) continue;
    const share = Math.round((weight * 1000) / totalWeight(fleet.steady)) / 10;
    found(ofFleet("image"), { fleet: fleet.name, other: id, share });
  }
});
