import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

const replace = `strategy = "replace"
  abort busy { metric = "cpu"  above = 95% }`;

export const replaceBalancedFinding = defineDiagnostic<{ fleet: string; rollout: string }>({
  code: "IMMU6105",
  level: "error",
  title: "Replaced under traffic",
  message: ({ fleet, rollout }) =>
    `fleet \`${fleet}\` has a balancer, but rollout \`${rollout}\` is \`replace\`, which leaves traffic alone: visitors would meet both generations at random`,
  help: () => "use `blue_green` or `canary`",
  explanation:
    "`replace` is for workers: the new generation comes up beside the old one, then the old one goes. Behind a balancer, traffic is moved on purpose instead.",
  get samples() {
    return {
      failing: sampleProject({ rollout: replace }),
      passing: sampleProject({ balanced: false, rollout: replace }),
    };
  },
});

export const replaceBalanced = rolloutRule(replaceBalancedFinding, ({ fleet, rollout, ofFleet }, found) => {
  if (fleet.route === null || rollout.strategy !== "replace") return;
  const related = [{ place: ofFleet("balancer"), message: "the balancer" }];
  found(ofFleet("rollout"), { fleet: fleet.name, rollout: rollout.name }, { related });
});
