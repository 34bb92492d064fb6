import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { movesTraffic } from "../moves-traffic.ts";
import { rolloutRule } from "../rule.ts";
import { legacyDeclaration, legacySample, sampleProject } from "../samples.ts";

export const legacyWorkerFinding = defineDiagnostic<{ fleet: string; legacy: string }>({
  code: "IMMU6114",
  level: "error",
  title: "Worker that replaces a target group",
  message: ({ fleet, legacy }) =>
    `fleet \`${fleet}\` takes traffic over from legacy \`${legacy}\`, but has no balancer through which there is any`,
  help: () => "give the fleet `http` and a `balancer`, or leave `replaces` out",
  explanation:
    "A legacy side is a target group that shares the traffic of a fleet's rule. A worker has no rule: it fetches its work itself, and what else fetches that work is nothing that a balancer could weigh.",
  get samples() {
    return {
      failing: sampleProject({
        balanced: false,
        rollout: 'strategy = "replace"\n  abort busy { metric = "cpu"  above = 95% }',
        fleet: "replaces { legacy = legacy.monolith  share = 50% }",
        more: legacyDeclaration,
      }),
      passing: legacySample("share = 50%"),
    };
  },
});

export const legacyWorker = rolloutRule(legacyWorkerFinding, ({ fleet, rollout, ofFleet }, found) => {
  // A strategy that needs a balancer says so itself.
  const shifting = movesTraffic(rollout.strategy);
  if (fleet.legacy === undefined || fleet.route !== null || shifting) return;
  found(ofFleet("replaces"), { fleet: fleet.name, legacy: fleet.legacy.name });
});
