import { sortedEntries } from "../../base/record.ts";
import type { FleetPlan } from "../../plan/model.ts";
import { declareAlarms, type Watched } from "./alarms.ts";
import { declareGenerationGroup } from "./autoscaling-group.ts";
import type { Balancer } from "./balancer.ts";
import { oneOf, template } from "./expression.ts";
import { alarmNames, type FleetOutput, presentGenerations } from "./fleet-output.ts";
import { countWhile, fleetDigest, type Generation, generationOf, generationTags } from "./fleet-scope.ts";
import { declareFleetVariable } from "./fleet-variable.ts";
import { declareLaunchTemplate, type InstanceSetting } from "./launch-template.ts";
import { lookUpLegacy } from "./legacy.ts";
import { declareWeightedRule, type Target } from "./listener-rule.ts";
import { guardLiveGroups } from "./live-groups.ts";
import { declareLogGroup } from "./logs.ts";
import { awsName } from "./names.ts";
import type { Network } from "./network.ts";
import { fleetOrigin } from "./origin.ts";
import { declareRole } from "./role.ts";
import { declareRollingFleet } from "./rolling.ts";
import { declareScaling } from "./scaling.ts";
import type { Scope } from "./scope.ts";
import { declareSecurityGroup } from "./security-group.ts";
import { declareTargetGroup } from "./target-group.ts";

/** Everything of one fleet. */
export function declareFleet(
  scope: Scope,
  network: Network,
  fleet: FleetPlan,
  balancers: ReadonlyMap<string, Balancer>,
): FleetOutput {
  const balancer = fleet.route === null ? null : (balancers.get(fleet.route.balancer) ?? null);
  const generations = sortedEntries(fleet.generations).map(([digest, definition]) =>
    generationOf(fleet, digest, definition),
  );
  declareFleetVariable(scope, fleet, generations);
  guardLiveGroups(scope, fleet, generations);
  const logGroup = declareLogGroup(scope, fleet);
  const setting: InstanceSetting = {
    security: declareSecurityGroup(scope, network, fleet, balancer),
    role: declareRole(scope, fleet, logGroup),
  };
  const parts =
    fleet.rollout.strategy === "rolling"
      ? declareRollingFleet(scope, network, fleet, balancer, generations, setting)
      : declareGenerations(scope, network, fleet, balancer, generations, setting);
  return { log_group: template(`${logGroup}.name`), ...parts };
}

function declareGenerations(
  scope: Scope,
  network: Network,
  fleet: FleetPlan,
  balancer: Balancer | null,
  generations: readonly Generation[],
  setting: InstanceSetting,
): Omit<FleetOutput, "log_group"> {
  const targets = balancer === null ? [] : generations.flatMap((each) => targetOf(scope, network, fleet, each));
  const legacy =
    balancer === null || fleet.legacy === undefined
      ? null
      : lookUpLegacy(scope, network, fleet, fleet.legacy, balancer);
  const rule =
    balancer === null || fleet.route === null || targets.length === 0
      ? null
      : declareWeightedRule(scope, fleet, balancer, fleet.route, targets, legacy);
  const groups = new Map<string, string>();
  const alarms = new Map<string, string>();
  for (const generation of generations) {
    const target = targets.find((each) => each.generation === generation);
    const launchTemplate = declareLaunchTemplate(scope, fleet, generation, setting);
    const traffic =
      target === undefined || rule === null ? null : { targetGroupArn: `${target.targetGroup}[0].arn`, rule };
    const group = declareGenerationGroup(scope, network, fleet, generation, launchTemplate, traffic);
    const watched: Watched = {
      id: generation.id,
      tail: generation.key,
      count: countWhile(generation.exists),
      groupName: template(`${group}[0].name`),
      traffic:
        target === undefined || balancer === null
          ? null
          : {
              loadBalancer: template(`${balancer.address}.arn_suffix`),
              targetGroup: template(`${target.targetGroup}[0].arn_suffix`),
            },
    };
    if (fleet.scale !== null) {
      declareScaling(scope, fleet, fleet.scale, watched, generation.definition.boot, rule === null ? [] : [rule]);
    }
    groups.set(generation.key, oneOf(group, "name"));
    alarms.set(generation.key, alarmNames(declareAlarms(scope, fleet, watched)));
  }
  return {
    target_groups: presentGenerations(
      fleet,
      targets.map(({ generation, targetGroup }) => [generation.key, oneOf(targetGroup, "arn")] as const),
    ),
    autoscaling_groups: presentGenerations(fleet, groups),
    alarms: presentGenerations(fleet, alarms),
    ...(rule === null ? {} : { listener_rule: template(oneOf(rule, "arn")) }),
    ...(legacy === null || balancer === null
      ? {}
      : {
          legacy: {
            target_group: template(`${legacy}.arn`),
            security_group: template(`${balancer.securityGroup}.id`),
          },
        }),
  };
}

function targetOf(scope: Scope, network: Network, fleet: FleetPlan, generation: Generation): readonly Target[] {
  const { http } = generation.definition;
  if (http === null) return [];
  const targetGroup = declareTargetGroup(scope, network, http, {
    id: generation.id,
    name: awsName(32, fleet.name, fleetDigest(scope, fleet), generation.key),
    origin: `${fleetOrigin(scope, fleet)}/http`,
    count: countWhile(generation.exists),
    tags: generationTags(fleet, generation),
  });
  return [{ generation, targetGroup }];
}
