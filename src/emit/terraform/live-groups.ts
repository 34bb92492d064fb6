import { DataAwsAutoscalingGroups } from "@cdktf/provider-aws/lib/data-aws-autoscaling-groups/index.js";
import { groupName, rollingTail } from "./autoscaling-group.ts";
import { template, text } from "./expression.ts";
import type { FleetScope } from "./fleet-scope.ts";
import { at, declare } from "./scope.ts";

/**
 * Fails the plan where machines of a fleet run that this build does not know. Terraform destroys what its configuration
 * no longer has, so a build without the history of what is live would take away what serves. What counts is what runs,
 * not what a state says: the tag narrows the question, and the name tells whose group it is.
 */
export function guardLiveGroups(scope: FleetScope): void {
  const { fleet, generations } = scope;
  // A build that knows the generations that live knows what becomes of them where the strategy has changed, too.
  const rolling = fleet.rollout.strategy === "rolling" || Object.keys(fleet.steady).length > 0;
  const tails = [...generations.map(({ key }) => key), ...(rolling ? [rollingTail] : [])];
  const known = tails.map((tail) => `"${groupName(scope, tail)}"`).join(", ");
  const own = `-${scope.digest}-[0-9a-z]+$`;
  const unknown = `setsubtract([for name in self.names : name if can(regex("${own}", name))], [${known}])`;
  const [before, after] = refusal(fleet.name, scope.environment.name);
  declare(at(scope, scope.id, scope.origin), DataAwsAutoscalingGroups, {
    filter: [{ name: "tag:immu:fleet", values: [text(fleet.name)] }],
    lifecycle: {
      postcondition: [
        {
          condition: template(`length(${unknown}) == 0`),
          errorMessage: `${text(before)}${template(`join(", ", ${unknown})`)}${text(after)}`,
        },
      ],
    },
  });
}

/** What stands before the names of the groups, and after. */
function refusal(fleet: string, environment: string): readonly [string, string] {
  return [
    `Fleet ${fleet} runs in groups that this build does not know: `,
    ". Applying it would destroy them with the traffic that they have. Go back to the ledger that they were released " +
      `with, and release with \`immuc rollout run ${fleet} --env ${environment}\`. Where none knows them, as they were ` +
      "applied by hand, they can only be given up: apply the build that made them with {} for the fleet, then this one.",
  ];
}
