import {
  AutoscalingPolicy,
  type AutoscalingPolicyTargetTrackingConfiguration,
  type AutoscalingPolicyTargetTrackingConfigurationCustomizedMetricSpecificationMetrics,
} from "@cdktf/provider-aws/lib/autoscaling-policy/index.js";
import type { FleetPlan } from "../../plan/model.ts";
import type { Watched } from "./alarms.ts";
import { type Address, dependency } from "./expression.ts";
import type { FleetScope } from "./fleet-scope.ts";
import { at, declare } from "./scope.ts";

type Scale = NonNullable<FleetPlan["scale"]>;

/**
 * Lets a group hold its targets by itself, each by a policy of its own: AWS grows the group where any of them asks for it,
 * and shrinks it where all allow it. Following requests needs a balancer; without one there is nothing to follow.
 */
export function declareScaling(
  scope: FleetScope,
  watched: Watched,
  /** Milliseconds until an instance serves. */
  boot: number,
  /** What must be there before. */
  after: readonly Address[],
): void {
  const { scale } = scope.fleet;
  if (scale === null) return;
  for (const { name, ...target } of targetsOf(scale, watched)) {
    declare(at(scope, `${watched.id}--${name}`, `${scope.origin}/scale`), AutoscalingPolicy, {
      name,
      autoscalingGroupName: watched.groupName,
      policyType: "TargetTrackingScaling",
      estimatedInstanceWarmup: Math.ceil(boot / 1000),
      targetTrackingConfiguration: target,
      ...(watched.count === undefined ? {} : { count: watched.count }),
      // AWS refuses to follow a target group that no balancer knows yet.
      ...(after.length === 0 ? {} : { dependsOn: after.map(dependency) }),
    });
  }
}

type Target = Pick<
  AutoscalingPolicyTargetTrackingConfiguration,
  "predefinedMetricSpecification" | "customizedMetricSpecification"
> & {
  readonly name: string;
  readonly targetValue: number;
};

function targetsOf({ cpu, requests, backlog }: Scale, { traffic, groupName }: Watched): readonly Target[] {
  const targets: Target[] = [];
  if (cpu !== null)
    targets.push({
      name: "cpu",
      targetValue: cpu,
      predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
    });
  if (requests !== null && traffic !== null)
    targets.push({
      name: "requests",
      targetValue: requests,
      predefinedMetricSpecification: {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: `${traffic.loadBalancer}/${traffic.targetGroup}`,
      },
    });
  if (backlog !== undefined)
    targets.push({
      name: "backlog",
      targetValue: backlog.messages,
      customizedMetricSpecification: { metrics: backlogMetrics(backlog.queue, groupName) },
    });
  return targets;
}

// What waits for each machine in service. A group of none would have a backlog without a number, and stay empty.
function backlogMetrics(
  queue: string,
  group: string,
): AutoscalingPolicyTargetTrackingConfigurationCustomizedMetricSpecificationMetrics[] {
  const measured = (id: string, namespace: string, metricName: string, dimension: string, value: string) => ({
    id,
    metricStat: { metric: { namespace, metricName, dimensions: [{ name: dimension, value }] }, stat: "Average" },
    returnData: false,
  });
  return [
    { id: "backlog", expression: "messages / IF(instances > 0, instances, 1)", label: "backlog", returnData: true },
    measured("messages", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue),
    measured("instances", "AWS/AutoScaling", "GroupInServiceInstances", "AutoScalingGroupName", group),
  ];
}
