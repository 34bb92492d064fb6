import {
  AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  DescribeScalingActivitiesCommand,
} from "@aws-sdk/client-auto-scaling";
import {
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { FleetObservation, FleetShape, GroupObservation } from "../../release/run/observation.ts";
import type { FleetResources } from "../terraform/fleet-resources.ts";
import { asking, inPieces } from "./asking.ts";
import { launchFailure } from "./launch-failure.ts";

/** What AWS shows of a fleet at a moment, which is now; its resources are known from Terraform's outputs. */
export async function observeFleet(
  region: string,
  resources: FleetResources,
  shape: FleetShape,
  at: number,
): Promise<FleetObservation> {
  const groups = await groupsOf(region, resources, shape, at);
  const balanced = await asking(
    `ask the balancers in ${region}`,
    () => new ElasticLoadBalancingV2Client({ region }),
    async (client) => ({
      weights: resources.listenerRule === null ? null : await weightsOf(client, resources.listenerRule, resources),
      healthy: await healthyTargets(client, resources),
    }),
  );
  const observed = Object.entries(groups.found).map(([id, { group, ...rest }]): [string, GroupObservation] => {
    const instances = group.Instances ?? [];
    return [
      id,
      {
        max: group.MaxSize ?? 0,
        inService: inServiceOf(group),
        instances: instances.length,
        healthy: balanced.healthy.get(id) ?? null,
        ...rest,
      },
    ];
  });
  return { weights: balanced.weights, groups: Object.fromEntries(observed), broken: groups.broken };
}

interface Groups {
  readonly found: Readonly<
    Record<string, { readonly group: AutoScalingGroup } & Pick<GroupObservation, "refreshing" | "failing">>
  >;
  readonly broken: string | null;
}

async function groupsOf(
  region: string,
  resources: FleetResources,
  { rolling }: FleetShape,
  at: number,
): Promise<Groups> {
  const named = Object.entries(resources.groups);
  return asking(
    `ask for autoscaling groups in ${region}`,
    () => new AutoScalingClient({ region }),
    async (client) => {
      const byName = new Map<string, AutoScalingGroup>();
      for (const piece of inPieces([...new Set(named.map(([, name]) => name))], 50)) {
        const answer = await client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [...piece] }));
        for (const group of answer.AutoScalingGroups ?? []) byName.set(group.AutoScalingGroupName ?? "", group);
      }
      const [name] = byName.keys();
      const refresh =
        rolling && name !== undefined ? await refreshOf(client, name) : { refreshing: null, broken: null };
      const failures = new Map<string, string>();
      for (const [each, group] of byName) {
        const lacks = inServiceOf(group) < (group.MinSize ?? 0) || refresh.refreshing !== null;
        const failure = lacks ? await launchFailureOf(client, each, at) : null;
        if (failure !== null) failures.set(each, failure);
      }
      const found = named.flatMap(([id, each]) => {
        const group = byName.get(each);
        const { refreshing } = refresh;
        return group === undefined ? [] : [[id, { group, refreshing, failing: failures.get(each) ?? null }] as const];
      });
      return { found: Object.fromEntries(found), broken: refresh.broken };
    },
  );
}

function inServiceOf({ Instances = [] }: AutoScalingGroup): number {
  return Instances.filter(({ LifecycleState }) => LifecycleState === "InService").length;
}

async function launchFailureOf(client: AutoScalingClient, name: string, at: number): Promise<string | null> {
  try {
    const answer = await client.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName: name }));
    return launchFailure(answer.Activities ?? [], at);
  } catch {
    // It says why something is missing, and decides nothing: who may not ask goes without.
    return null;
  }
}

/** The latest instance refresh of a group: under way, or over and not as it should be. */
async function refreshOf(
  client: AutoScalingClient,
  name: string,
): Promise<{ readonly refreshing: string | null; readonly broken: string | null }> {
  const answer = await client.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: name, MaxRecords: 1 }));
  const [latest] = answer.InstanceRefreshes ?? [];
  const status = latest?.Status ?? "Successful";
  if (status === "Successful") return { refreshing: null, broken: null };
  const why = latest?.StatusReason === undefined ? "" : `: ${latest.StatusReason}`;
  return ["Pending", "InProgress", "Baking", "Cancelling", "RollbackInProgress"].includes(status)
    ? { refreshing: `${latest?.PercentageComplete ?? 0}% of the instances are replaced`, broken: null }
    : { refreshing: null, broken: `the instance refresh ended as ${status}${why}` };
}

async function weightsOf(
  client: ElasticLoadBalancingV2Client,
  rule: string,
  { targetGroups }: FleetResources,
): Promise<Readonly<Record<string, number>> | null> {
  const { Rules = [] } = await client.send(new DescribeRulesCommand({ RuleArns: [rule] }));
  const groups = Rules[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups;
  if (groups === undefined) return null;
  const generations = new Map(Object.entries(targetGroups).map(([id, arn]) => [arn, id]));
  return Object.fromEntries(
    groups.map(({ TargetGroupArn = "", Weight = 0 }) => [generations.get(TargetGroupArn) ?? TargetGroupArn, Weight]),
  );
}

async function healthyTargets(
  client: ElasticLoadBalancingV2Client,
  { targetGroups }: FleetResources,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const [id, arn] of Object.entries(targetGroups)) {
    const answer = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn: arn }));
    const targets = answer.TargetHealthDescriptions ?? [];
    counts.set(id, targets.filter(({ TargetHealth }) => TargetHealth?.State === "healthy").length);
  }
  return counts;
}
