import { plural } from "../../base/wording.ts";
import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { instancesBeside, instancesOnTheWay } from "../environment-facts.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const quotaFinding = defineDiagnostic<{ fleet: string; needed: number; others: number; limit: number }>({
  code: "IMMU6016",
  level: "error",
  title: "Rollout that does not fit the quota",
  message: ({ fleet, needed, others, limit }) =>
    `a rollout of fleet \`${fleet}\` may need ${plural(needed, "instance")} at once${others === 0 ? "" : `, beside ${others} of other fleets`}; the environment has room for ${limit}`,
  help: ({ needed, others }) =>
    `make the fleet smaller, roll it with \`rolling\`, or have a quota of ${needed + others} and say so in \`limits.instances\``,
  explanation:
    "While a rollout goes on, the old and the new generation exist side by side, each as large as the peak needs and free to grow to the fleet's largest size. Another fleet counts at its largest size, and with both of its generations where it stands on two. When the account's quota is reached in the middle of that, neither can grow, so the room must be there before.",
  get samples() {
    return {
      failing: sampleProject({ environment: "limits { instances = 12 }" }),
      passing: sampleProject({ environment: "limits { instances = 16 }" }),
    };
  },
});

export const quota = rolloutRule(
  quotaFinding,
  ({ environment, facts, fleet, path, release, ofFleet, ofEnvironment }, found) => {
    const limit = environment.limits.instances;
    if (limit === null) return;
    const states = [...path().steps, ...release.steps].map(({ state }) => state);
    const needed = instancesOnTheWay(fleet, states);
    const others = facts.instances - instancesBeside(environment, fleet);
    if (needed + others <= limit) return;
    const related = [{ place: ofEnvironment("limits/instances"), message: "the limit" }];
    found(ofFleet("size"), { fleet: fleet.name, needed, others, limit }, { related });
  },
);
