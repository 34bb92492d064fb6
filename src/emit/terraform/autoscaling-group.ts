import { AutoscalingGroup, type AutoscalingGroupConfig } from "@cdktf/provider-aws/lib/autoscaling-group/index.js";
import { sortedEntries } from "../../base/record.ts";
import { environmentTags } from "./environment-tags.ts";
import { type Address, dependency, numeric, template, text } from "./expression.ts";
import { countWhile, type FleetScope, fleetPartName, type Generation } from "./fleet-scope.ts";
import { launchTemplateVersion } from "./launch-template.ts";
import { at, declare } from "./scope.ts";
import { drainSeconds } from "./target-group.ts";

/** What traffic of a balancer a group takes. */
export interface GroupTraffic {
  /** An expression. */
  readonly targetGroupArn: string;
  /** The rule that must forward to the target group before instances can count as healthy. */
  readonly rule: Address;
}

/** The instances of one generation. */
export function declareGenerationGroup(
  scope: FleetScope,
  generation: Generation,
  launchTemplate: Address,
  traffic: GroupTraffic | null,
): Address {
  const { id, key, definition, exists, state } = generation;
  return declare(at(scope, id, `${scope.origin}/size`), AutoscalingGroup, {
    count: countWhile(exists),
    name: groupName(scope, key),
    mixedInstancesPolicy: {
      instancesDistribution,
      launchTemplate: {
        launchTemplateSpecification: {
          launchTemplateId: template(`${launchTemplate}[0].id`),
          version: launchTemplateVersion,
        },
        override: definition.instances.map((instanceType) => ({ instanceType: text(instanceType) })),
      },
    },
    tag: groupTags({ ...environmentTags(scope), "immu:generation": key, ...scope.tags }),
    ...commonSettings(scope, [generation], state, traffic),
  });
}

/** The name of a group: `tail` is the key of the generation that it holds or, where it holds one after another, `rollingTail`. */
export function groupName(scope: FleetScope, tail: string): string {
  return fleetPartName(scope, 255, tail);
}

export const rollingTail = "rolling";

/** On-demand instances, the first type that has room. */
export const instancesDistribution = {
  onDemandAllocationStrategy: "prioritized",
  onDemandBaseCapacity: 0,
  onDemandPercentageAboveBaseCapacity: 100,
};

/** What groups have alike, whether they hold one generation or, one after another, several. */
export function commonSettings(
  { fleet, network }: FleetScope,
  generations: readonly Generation[],
  state: string,
  traffic: GroupTraffic | null,
): AutoscalingGroupConfig {
  const boot = secondsOf(Math.max(...generations.map(({ definition }) => definition.boot)));
  const drain = Math.max(0, ...generations.map(({ definition: { http } }) => (http === null ? 0 : drainSeconds(http))));
  const patience = Math.ceil((boot * 2 + drain) / 60) + 10;
  // After each change of a group's bounds the provider waits for exactly as many instances as it last saw wanted. Where load
  // decides how many those are, they never come; a step's `bake` leaves the machines their time instead, and who drives the
  // rollout looks at them.
  const scales = fleet.scale !== null;
  return {
    minSize: numeric(`${state}.min`),
    maxSize: numeric(`${state}.max`),
    desiredCapacity: numeric(`${state}.desired`),
    vpcZoneIdentifier: template(network.privateSubnets.ids) as unknown as string[],
    healthCheckType: traffic === null ? "EC2" : "ELB",
    healthCheckGracePeriod: boot,
    defaultInstanceWarmup: secondsOf(fleet.rollout.warmup),
    capacityRebalance: false,
    instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 110 },
    enabledMetrics: ["GroupDesiredCapacity", "GroupInServiceInstances", "GroupTotalInstances"],
    metricsGranularity: "1Minute",
    waitForCapacityTimeout: scales ? "0" : `${patience}m`,
    timeouts: { update: `${patience}m`, delete: `${patience}m` },
    lifecycle: {
      ignoreChanges: scales ? ["desired_capacity"] : traffic === null ? [] : ["min_elb_capacity"],
    },
    ...(traffic === null
      ? {}
      : {
          targetGroupArns: [template(traffic.targetGroupArn)],
          // Not `wait_for_elb_capacity`, which acts on updates too. This one acts on creation alone, so later changes of it
          // are ignored.
          ...(scales ? {} : { minElbCapacity: numeric(`${state}.attached ? ${state}.desired : 0`) }),
          // Without the rule the target group is no balancer's, and instances in it never become healthy.
          dependsOn: [dependency(traffic.rule)],
        }),
  };
}

/** Tags of a group, which its instances get as well. */
export function groupTags(tags: Readonly<Record<string, string>>) {
  return sortedEntries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));
}

function secondsOf(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}
