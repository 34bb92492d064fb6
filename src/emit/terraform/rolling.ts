import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group/index.js";
import { shortDigest } from "../../base/digest.ts";
import { compareCodePoints } from "../../base/order.ts";
import { alarmName, declareAlarms, type Watched } from "./alarms.ts";
import {
  commonSettings,
  type GroupTraffic,
  groupName,
  groupTags,
  instancesDistribution,
  rollingTail,
} from "./autoscaling-group.ts";
import { environmentTags } from "./environment-tags.ts";
import { type Address, oneOf, template } from "./expression.ts";
import { alarmNames, type FleetOutput, presentGenerations } from "./fleet-output.ts";
import { countWhile, type FleetScope, type Generation } from "./fleet-scope.ts";
import { httpDigest } from "./http-digest.ts";
import { declareLaunchTemplate, type InstanceSetting, launchTemplateVersion } from "./launch-template.ts";
import { declareSingleRule } from "./listener-rule.ts";
import { awsName, joinIdentifiers } from "./names.ts";
import { declareScaling } from "./scaling.ts";
import { at, declare, declareLocal, digestOf } from "./scope.ts";
import { declareTargetGroup } from "./target-group.ts";

/**
 * A fleet whose instances are replaced in place: one group, one target group, and whichever launch template belongs to
 * the generation with a weight above 0. AWS does the replacing and goes back by itself when an alarm fires.
 */
export function declareRollingFleet(scope: FleetScope, setting: InstanceSetting): Omit<FleetOutput, "log_group"> {
  const { generations, origin, variable } = scope;
  const id = joinIdentifiers(scope.id, "rolling");
  const active = declareLocal(
    at(scope, joinIdentifiers(id, "generation"), origin),
    template(`one([for key, state in ${variable} : key if state.weight > 0])`),
  );
  const count = countWhile(`anytrue([for state in values(${variable}) : state.weight > 0])`);
  const templates = generations.map((each) => declareLaunchTemplate(scope, each, setting));
  const name = groupName(scope, rollingTail);
  const reach = declareReach(scope);
  const watched: Watched = {
    id,
    tail: rollingTail,
    count,
    groupName: name,
    traffic: reach?.watched ?? null,
  };
  const alarms = declareAlarms(scope, watched);
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
    instanceRefresh: instanceRefresh(scope, watched, alarms),
    tag: groupTags({ ...environmentTags(scope), ...scope.tags }),
    ...commonSettings(scope, generations, `${variable}[${active}]`, reach?.traffic ?? null),
  };
  const dynamic = {
    override: {
      for_each: template(
        `${choice(generations, ({ definition }) => `[${definition.instances.map((type) => `"${type}"`).join(", ")}]`)}[${active}]`,
      ),
      content: { instance_type: template("override.value") },
    },
  };
  const group = declare(at(scope, id, `${origin}/size`), AutoscalingGroup, config, {
    "mixed_instances_policy.launch_template.dynamic": dynamic,
  });
  const boot = Math.max(...generations.map(({ definition }) => definition.boot));
  declareScaling(scope, watched, boot, [group, ...(reach === null ? [] : [reach.traffic.rule])]);
  const perGeneration = (expression: string) =>
    presentGenerations(
      scope,
      generations.map(({ key }) => [key, expression] as const),
    );
  return {
    target_groups: reach === null ? presentGenerations(scope, []) : perGeneration(reach.traffic.targetGroupArn),
    autoscaling_groups: perGeneration(oneOf(group, "name")),
    alarms: perGeneration(alarmNames(alarms)),
    ...(reach === null ? {} : { listener_rule: template(oneOf(reach.traffic.rule, "arn")) }),
  };
}

interface Reach {
  readonly traffic: GroupTraffic;
  readonly watched: NonNullable<Watched["traffic"]>;
}

function declareReach(scope: FleetScope): Reach | null {
  const { fleet, front, generations } = scope;
  const settings = generations.flatMap(({ definition: { http } }) => (http === null ? [] : [http]));
  const [http] = settings;
  if (front === null || http === undefined) return null;
  const key = shortDigest(httpDigest(http));
  const targetGroup = declareTargetGroup(scope, http, {
    id: joinIdentifiers(scope.id, "rolling", key),
    name: awsName(32, fleet.name, digestOf(scope, "fleet", fleet.name, "rolling"), key),
    tags: scope.tags,
  });
  return {
    traffic: {
      targetGroupArn: `${targetGroup}.arn`,
      rule: declareSingleRule(scope, front, targetGroup),
    },
    watched: {
      loadBalancer: template(`${front.balancer.address}.arn_suffix`),
      targetGroup: template(`${targetGroup}.arn_suffix`),
    },
  };
}

function instanceRefresh(scope: FleetScope, watched: Watched, alarms: ReadonlyMap<string, Address>) {
  const { refresh, warmup, aborts } = scope.fleet.rollout;
  const names = aborts
    .filter(({ name }) => alarms.has(name))
    .map((abort) => alarmName(scope, abort, watched))
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
