import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy/index.js";
import type { FleetPlan } from "../../plan/model.ts";
import type { Watched } from "./alarms.ts";
import { dependency } from "./expression.ts";
import { fleetOrigin } from "./origin.ts";

import { declare, type Scope } from "./scope.ts";

type Scale = NonNullable<FleetPlan["scale"]>;

/**
 * Lets a group hold its targets by itself, each by a policy of its own: AWS grows the group where any of them asks for it,
 * and shrinks it where all allow it. Following requests needs a balancer; without one there is nothing to follow.
 */
export function declareScaling(
  scope: Scope,
  fleet: FleetPlan,
  scale: Scale,
  watched: Watched,
  boot: number,
  after: readonly string[],
): void {
  for (const { name, targetValue, predefinedMetricSpecification } of targetsOf(scale, watched)) {
    declare(scope, AutoscalingPolicy, `${watched.id}--${name}`, `${fleetOrigin(scope, fleet)}/scale`, {
      name,
      autoscalingGroupName: watched.groupName,
      policyType: "TargetTrackingScaling",
      estimatedInstanceWarmup: Math.ceil(boot / 1000),
      targetTrackingConfiguration: { targetValue, predefinedMetricSpecification },
      ...(watched.count === undefined ? {} : { count: watched.count }),
      // AWS refuses to follow a target group that no balancer knows yet.
      ...(after.length === 0 ? {} : { dependsOn: after.map(dependency) }),
    });
  }
}

function targetsOf({ cpu, requests }: Scale, { traffic }: Watched) {
  return [
    cpu === null
      ? null
      : {
          name: "cpu",
          targetValue: cpu,
          predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
        },
    requests === null || traffic === null
      ? null
      : {
          name: "requests",
          targetValue: requests,
          predefinedMetricSpecification: {
            predefinedMetricType: "ALBRequestCountPerTarget",
            resourceLabel: `${traffic.loadBalancer}/${traffic.targetGroup}`,
          },
        },
  ].filter((target) => target !== null);
}
