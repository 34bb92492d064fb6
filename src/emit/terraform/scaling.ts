import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy/index.js";
import { assertNever } from "../../base/assert-never.ts";
import type { FleetPlan } from "../../plan/model.ts";
import type { Watched } from "./alarms.ts";
import { dependency } from "./expression.ts";
import { fleetOrigin } from "./origin.ts";

import { declare, type Scope } from "./scope.ts";

type Scale = NonNullable<FleetPlan["scale"]>;

/** Lets a group hold a target by itself. Following requests needs a balancer; without one there is nothing to follow. */
export function declareScaling(
  scope: Scope,
  fleet: FleetPlan,
  scale: Scale,
  watched: Watched,
  boot: number,
  after: readonly string[],
): void {
  const specification = specificationOf(scale, watched);
  if (specification === null) return;
  declare(scope, AutoscalingPolicy, watched.id, `${fleetOrigin(scope, fleet)}/scale`, {
    name: scale.metric,
    autoscalingGroupName: watched.groupName,
    policyType: "TargetTrackingScaling",
    estimatedInstanceWarmup: Math.ceil(boot / 1000),
    targetTrackingConfiguration: { targetValue: scale.target, predefinedMetricSpecification: specification },
    ...(watched.count === undefined ? {} : { count: watched.count }),
    // AWS refuses to follow a target group that no balancer knows yet.
    ...(after.length === 0 ? {} : { dependsOn: after.map(dependency) }),
  });
}

function specificationOf(scale: Scale, watched: Watched) {
  switch (scale.metric) {
    case "cpu":
      return { predefinedMetricType: "ASGAverageCPUUtilization" };
    case "requests":
      return watched.traffic === null
        ? null
        : {
            predefinedMetricType: "ALBRequestCountPerTarget",
            resourceLabel: `${watched.traffic.loadBalancer}/${watched.traffic.targetGroup}`,
          };
    default:
      return assertNever(scale.metric);
  }
}
