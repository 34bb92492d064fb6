import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group/index.js";
import { shortDigest } from "../../base/digest.ts";
import { compareCodePoints } from "../../base/json.ts";
import type { FleetPlan } from "../../plan/model.ts";
import { alarmName, declareAlarms, type Watched } from "./alarms.ts";
import {
  commonSettings,
  type GroupTraffic,
  groupName,
  groupTags,
  instancesDistribution,
  rollingTail,
} from "./autoscaling-group.ts";
import type { Balancer } from "./balancer.ts";
import { environmentTags } from "./environment-tags.ts";
import { type Address, oneOf, template } from "./expression.ts";
import { alarmNames, type FleetOutput, presentGenerations } from "./fleet-output.ts";
import { countWhile, fleetTags, type Generation } from "./fleet-scope.ts";
import { httpDigest } from "./http-digest.ts";
import { declareLaunchTemplate, type InstanceSetting, launchTemplateVersion } from "./launch-template.ts";
import { declareSingleRule } from "./listener-rule.ts";
import { awsName, identifier, joinIdentifiers } from "./names.ts";
import type { Network } from "./network.ts";
import { fleetOrigin } from "./origin.ts";
import { declareScaling } from "./scaling.ts";
import { declare, declareLocal, digestOf, type Scope } from "./scope.ts";
import { declareTargetGroup } from "./target-group.ts";
import { fleetVariableName } from "./variable.ts";

/**
 * A fleet whose instances are replaced in place: one group, one target group, and whichever launch template belongs to
 * the generation with a weight above 0. AWS does the replacing and goes back by itself when an alarm fires.
 */
export function declareRollingFleet(
  scope: Scope,
  network: Network,
  fleet: FleetPlan,
  balancer: Balancer | null,
  generations: readonly Generation[],
  setting: InstanceSetting,
): Omit<FleetOutput, "log_group"> {
  const id = joinIdentifiers(identifier(fleet.name), "rolling");
  const origin = fleetOrigin(scope, fleet);
  const variable = `var.${fleetVariableName(fleet.name)}`;
  const active = declareLocal(
    scope,
    joinIdentifiers(id, "generation"),
    origin,
    template(`one([for key, state in ${variable} : key if state.weight > 0])`),
  );
  const count = countWhile(`anytrue([for state in values(${variable}) : state.weight > 0])`);
  const templates = generations.map((each) => declareLaunchTemplate(scope, fleet, each, setting));
  const name = groupName(scope, fleet, rollingTail);
  const reach = declareReach(scope, network, fleet, balancer, generations);
  const watched: Watched = {
    id,
    tail: rollingTail,
    count,
    groupName: name,
    traffic: reach?.watched ?? null,
  };
  const alarms = declareAlarms(scope, fleet, watched);
  const config = {
    count,
    name,
    mixedInstancesPolicy: {
      instancesDistribution,
      launchTemplate: {
        launchTemplateSpecification: {
          launchTemplateId: template(`${choice(generations, (_, at) => oneOf(templates[at] ?? "", "id"))}[${active}]`),
          version: launchTemplateVersion,
        },
      },
    },
    instanceRefresh: instanceRefresh(scope, fleet, watched, alarms),
    tag: groupTags({ ...environmentTags(scope), ...fleetTags(fleet) }),
    ...commonSettings(network, fleet, generations, `${variable}[${active}]`, reach?.traffic ?? null),
  };
  const dynamic = {
    override: {
      for_each: template(
        `${choice(generations, ({ definition }) => `[${definition.instances.map((type) => `"${type}"`).join(", ")}]`)}[${active}]`,
      ),
      content: { instance_type: template("override.value") },
    },
  };
  const group = declare(scope, AutoscalingGroup, id, `${origin}/size`, config, {
    "mixed_instances_policy.launch_template.dynamic": dynamic,
  });
  if (fleet.scale !== null) {
    const boot = Math.max(...generations.map(({ definition }) => definition.boot));
    const after = [group, ...(reach === null ? [] : [reach.traffic.rule])];
    declareScaling(scope, fleet, fleet.scale, watched, boot, after);
  }
  const perGeneration = (expression: string) =>
    presentGenerations(
      fleet,
      generations.map(({ key }) => [key, expression] as const),
    );
  return {
    target_groups: reach === null ? presentGenerations(fleet, []) : perGeneration(reach.traffic.targetGroupArn),
    autoscaling_groups: perGeneration(oneOf(group, "name")),
    alarms: perGeneration(alarmNames(alarms)),
    ...(reach === null ? {} : { listener_rule: template(oneOf(reach.traffic.rule, "arn")) }),
  };
}

interface Reach {
  readonly traffic: GroupTraffic;
  readonly watched: NonNullable<Watched["traffic"]>;
}

function declareReach(
  scope: Scope,
  network: Network,
  fleet: FleetPlan,
  balancer: Balancer | null,
  generations: readonly Generation[],
): Reach | null {
  const settings = generations.flatMap(({ definition: { http } }) => (http === null ? [] : [http]));
  const [http] = settings;
  if (balancer === null || fleet.route === null || http === undefined) return null;
  const key = shortDigest(httpDigest(http));
  const targetGroup = declareTargetGroup(scope, network, http, {
    id: joinIdentifiers(identifier(fleet.name), "rolling", key),
    name: awsName(32, fleet.name, digestOf(scope, "fleet", fleet.name, "rolling"), key),
    origin: `${fleetOrigin(scope, fleet)}/http`,
    tags: fleetTags(fleet),
  });
  return {
    traffic: {
      targetGroupArn: `${targetGroup}.arn`,
      rule: declareSingleRule(scope, fleet, balancer, fleet.route, targetGroup),
    },
    watched: {
      loadBalancer: template(`${balancer.address}.arn_suffix`),
      targetGroup: template(`${targetGroup}.arn_suffix`),
    },
  };
}

function instanceRefresh(scope: Scope, fleet: FleetPlan, watched: Watched, alarms: ReadonlyMap<string, Address>) {
  const { refresh, warmup, aborts } = fleet.rollout;
  const names = aborts
    .filter(({ name }) => alarms.has(name))
    .map((abort) => alarmName(scope, fleet, abort, watched))
    .sort(compareCodePoints);
  return {
    strategy: "Rolling",
    preferences: {
      minHealthyPercentage: refresh.minHealthy,
      maxHealthyPercentage: refresh.maxHealthy,
      checkpointPercentages: [...refresh.checkpoints],
      checkpointDelay: `${Math.ceil(refresh.pause / 1000)}`,
      instanceWarmup: `${Math.ceil(warmup / 1000)}`,
      autoRollback: true,
      skipMatching: true,
      ...(names.length === 0 ? {} : { alarmSpecification: { alarms: names } }),
    },
  };
}

// An expression: a map from each generation to something of it.
function choice(generations: readonly Generation[], of: (generation: Generation, index: number) => string): string {
  return `{ ${generations.map((each, index) => `"${each.key}" = ${of(each, index)}`).join(", ")} }`;
}
