import type { FleetPlan } from "../../plan/model.ts";
import { declareAlarms, type Watched } from "./alarms.ts";
import { declareGenerationGroup } from "./autoscaling-group.ts";
import type { Balancer } from "./balancer.ts";
import { oneOf, template } from "./expression.ts";
import { alarmNames, type FleetOutput, presentGenerations } from "./fleet-output.ts";
import { countWhile, type FleetScope, fleetScope, type Generation, generationTags } from "./fleet-scope.ts";
import { declareFleetVariable } from "./fleet-variable.ts";
import { declareLaunchTemplate, type InstanceSetting } from "./launch-template.ts";
import { lookUpLegacy } from "./legacy.ts";
import { declareWeightedRule, type Target } from "./listener-rule.ts";
import { guardLiveGroups } from "./live-groups.ts";
import { declareLogGroup } from "./logs.ts";
import { awsName } from "./names.ts";
import type { Network } from "./network.ts";
import { declareRole } from "./role.ts";
import { declareRollingFleet } from "./rolling.ts";
import { declareScaling } from "./scaling.ts";
import type { Scope } from "./scope.ts";
import { declareSecurityGroup } from "./security-group.ts";
import { declareTargetGroup } from "./target-group.ts";

/** Everything of one fleet. */
export function declareFleet(
  stack: Scope,
  network: Network,
  fleet: FleetPlan,
  balancers: ReadonlyMap<string, Balancer>,
): FleetOutput {
  const scope = fleetScope(stack, network, fleet, balancers);
  declareFleetVariable(scope);
  guardLiveGroups(scope);
  const logGroup = declareLogGroup(scope);
  const setting: InstanceSetting = {
    security: declareSecurityGroup(scope),
    role: declareRole(scope, logGroup),
  };
  const parts =
    fleet.rollout.strategy === "rolling" ? declareRollingFleet(scope, setting) : declareGenerations(scope, setting);
  return { log_group: template(`${logGroup}.name`), ...parts };
}

function declareGenerations(scope: FleetScope, setting: InstanceSetting): Omit<FleetOutput, "log_group"> {
  const { fleet, front, generations } = scope;
  const targets = front === null ? [] : generations.flatMap((each) => targetOf(scope, each));
  const legacy =
    front === null || fleet.legacy === undefined ? null : lookUpLegacy(scope, fleet.legacy, front.balancer);
  const rule = front === null || targets.length === 0 ? null : declareWeightedRule(scope, front, targets, legacy);
  const groups = new Map<string, string>();
  const alarms = new Map<string, string>();
  for (const generation of generations) {
    const target = targets.find((each) => each.generation === generation);
    const launchTemplate = declareLaunchTemplate(scope, generation, setting);
    const traffic =
      target === undefined || rule === null ? null : { targetGroupArn: `${target.targetGroup}[0].arn`, rule };
    const group = declareGenerationGroup(scope, generation, launchTemplate, traffic);
    const watched: Watched = {
      id: generation.id,
      tail: generation.key,
      count: countWhile(generation.exists),
      groupName: template(`${group}[0].name`),
      traffic:
        target === undefined || front === null
          ? null
          : {
              loadBalancer: template(`${front.balancer.address}.arn_suffix`),
              targetGroup: template(`${target.targetGroup}[0].arn_suffix`),
            },
    };
    declareScaling(scope, watched, generation.definition.boot, rule === null ? [] : [rule]);
    groups.set(generation.key, oneOf(group, "name"));
    alarms.set(generation.key, alarmNames(declareAlarms(scope, watched)));
  }
  return {
    target_groups: presentGenerations(
      scope,
      targets.map(({ generation, targetGroup }) => [generation.key, oneOf(targetGroup, "arn")] as const),
    ),
    autoscaling_groups: presentGenerations(scope, groups),
    alarms: presentGenerations(scope, alarms),
    ...(rule === null ? {} : { listener_rule: template(oneOf(rule, "arn")) }),
    ...(legacy === null || front === null
      ? {}
      : {
          legacy: {
            target_group: template(`${legacy}.arn`),
            security_group: template(`${front.balancer.securityGroup}.id`),
          },
        }),
  };
}

function targetOf(scope: FleetScope, generation: Generation): readonly Target[] {
  const { http } = generation.definition;
  if (http === null) return [];
  const targetGroup = declareTargetGroup(scope, http, {
    id: generation.id,
    name: awsName(32, scope.fleet.name, scope.digest, generation.key),
    count: countWhile(generation.exists),
    tags: generationTags(scope, generation),
  });
  return [{ generation, targetGroup }];
}
