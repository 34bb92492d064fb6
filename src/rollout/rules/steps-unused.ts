import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

const blueGreen = `strategy = "blue_green"
  abort errors { metric = "http_5xx_rate"  above = 1% }`;

export const stepsUnusedFinding = defineDiagnostic<{ rollout: string; strategy: string; step: string }>({
  code: "IMMU6102",
  level: "error",
  title: "Steps without a canary",
  message: ({ rollout, strategy, step }) =>
    `step \`${step}\` has no effect: rollout \`${rollout}\` is \`${strategy}\`, and only a canary moves traffic in steps`,
  help: () => 'remove the steps, or use `strategy = "canary"`',
  explanation:
    "`step` belongs to canaries. Under another strategy the steps would be left out silently, and traffic would move in another way than the source reads.",
  get samples() {
    return {
      failing: sampleProject({ rollout: `${blueGreen}\n  step some { weight = 10%  bake = 15m }` }),
      passing: sampleProject({ rollout: blueGreen }),
    };
  },
});

export const stepsUnused = rolloutRule(stepsUnusedFinding, ({ rollout, ofFleet }, found) => {
  const [first] = rollout.steps;
  if (rollout.strategy === "canary" || !first) return;
  found(ofFleet(`rollout/step/${first.name}`), {
    rollout: rollout.name,
    strategy: rollout.strategy,
    step: first.name,
  });
});
