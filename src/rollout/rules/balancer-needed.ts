import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { movesTraffic } from "../moves-traffic.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const balancerNeededFinding = defineDiagnostic<{ fleet: string; rollout: string; strategy: string }>({
  code: "IMMU6104",
  level: "error",
  title: "Strategy that needs a balancer",
  message: ({ fleet, rollout, strategy }) =>
    `rollout \`${rollout}\` is \`${strategy}\`, which moves traffic, but fleet \`${fleet}\` has no balancer to move it`,
  help: () => "give the fleet `http` and a `balancer`, or roll it with `replace` (workers) or `rolling`",
  explanation:
    "Canary and blue/green rollouts weigh traffic between two generations, which only a balancer can do. Workers fetch their work themselves.",
  get samples() {
    return {
      failing: sampleProject({
        balanced: false,
        rollout: 'strategy = "blue_green"\n  abort busy { metric = "cpu"  above = 95% }',
      }),
      passing: sampleProject({
        balanced: false,
        rollout: 'strategy = "replace"\n  abort busy { metric = "cpu"  above = 95% }',
      }),
    };
  },
});

export const balancerNeeded = rolloutRule(balancerNeededFinding, ({ fleet, rollout, ofFleet }, found) => {
  if (fleet.route !== null || !movesTraffic(rollout.strategy)) return;
  found(ofFleet("rollout"), { fleet: fleet.name, rollout: rollout.name, strategy: rollout.strategy });
});
