import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { LEGACY, legacyShare } from "../../plan/legacy.ts";
import { rolloutRule } from "../rule.ts";
import { legacySample, liveSample, sampleProject, servingState } from "../samples.ts";
import { percentLiteral } from "../text.ts";

export const legacyForgottenFinding = defineDiagnostic<{ fleet: string; now: number }>({
  code: "IMMU6117",
  level: "error",
  title: "Legacy side that the source no longer names",
  message: ({ fleet, now }) =>
    `fleet \`${fleet}\` replaces nothing any more, but a legacy target group is still in its rule, with ${percentLiteral(now)} of the traffic`,
  help: () => "put `replaces` back with `share = 0%`, release that to its end, and remove it then",
  explanation:
    "The traffic of a legacy side goes to zero step by step, watched, with a way back. Where the block just goes, nothing would say any more which target group has the rest of it. A release with `share = 0%` takes the last of the traffic, and then the target group out of the listener; after that the block can go.",
  get samples() {
    return {
      failing: sampleProject(),
      passing: legacySample("share = 0%"),
      live: liveSample({ [servingState.id]: { ...servingState.state, weight: 75 }, legacy: servingState.legacy(25) }),
    };
  },
});

export const legacyForgotten = rolloutRule(legacyForgottenFinding, ({ fleet, ofFleet }, found) => {
  if (fleet.legacy !== undefined || !(LEGACY in fleet.steady)) return;
  found(ofFleet("balancer"), { fleet: fleet.name, now: Math.round((legacyShare(fleet.steady) ?? 0) * 1000) / 1000 });
});
