import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { compareCodePoints, sortedEntries } from "../../base/json.ts";
import type { AllowPlan, FleetPlan } from "../../plan/model.ts";
import { accountId, partition, region } from "./account.ts";
import {
  type Address,
  type JsonWithReferences,
  jsonTemplate,
  type Reference,
  reference,
  template,
} from "./expression.ts";
import { fleetPartName, fleetTags, generationsFirstWanted } from "./fleet-scope.ts";
import { identifier } from "./names.ts";
import { fleetOrigin } from "./origin.ts";
import { declare, type Scope } from "./scope.ts";

/** What a launch template needs of a role. */
export interface Role {
  readonly profile: Address;
  readonly policy: Address;
}

/**
 * The role of a fleet's instances: its own secrets, its own logs, and what `allow` of any of its generations names. Nothing
 * lets a person in: instances are replaced, not visited.
 */
export function declareRole(scope: Scope, fleet: FleetPlan, logGroup: Address): Role {
  const id = identifier(fleet.name);
  const origin = fleetOrigin(scope, fleet);
  const name = fleetPartName(scope, fleet, 64);
  const tags = fleetTags(fleet);
  const role = declare(scope, IamRole, id, origin, {
    name,
    assumeRolePolicy,
    tags,
  });
  const policy = declare(scope, IamRolePolicy, id, `${origin}/allow`, {
    name: "immu",
    role: template(`${role}.name`),
    policy: jsonTemplate({ Version: "2012-10-17", Statement: statements(scope, fleet, logGroup) }),
  });
  const profile = declare(scope, IamInstanceProfile, id, origin, { name, role: template(`${role}.name`), tags });
  return { profile, policy };
}

const assumeRolePolicy = jsonTemplate({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

function statements(scope: Scope, fleet: FleetPlan, logGroup: Address): readonly JsonWithReferences[] {
  // Every generation that is kept must still read its secrets.
  const addresses = Object.values(fleet.generations).flatMap(({ secrets }) => Object.values(secrets));
  const secrets = [...new Set(addresses)].sort(compareCodePoints);
  const of = (scheme: string) =>
    secrets.filter((address) => address.startsWith(scheme)).map((address) => address.slice(scheme.length));
  return [
    allow(["logs:CreateLogStream", "logs:PutLogEvents"], [reference(`\${${logGroup}.arn}:*`)]),
    ...allowAny(
      ["ssm:GetParameter"],
      of("ssm:/").map((path) => arn(scope, "ssm", `parameter/${path}`)),
    ),
    ...allowAny(
      ["secretsmanager:GetSecretValue"],
      // AWS puts six characters of its own behind a secret's name.
      of("asm:").map((name) => arn(scope, "secretsmanager", `secret:${name}-??????`)),
    ),
    ...granted(fleet).map(({ actions, resources }) => allow(actions, resources)),
  ];
}

// What every generation that is kept may do: the stable one needs it until the candidate has passed, and after an abort.
function granted(fleet: FleetPlan): readonly AllowPlan[] {
  const distinct = new Map<string, AllowPlan>();
  for (const { allow = {} } of generationsFirstWanted(fleet)) {
    for (const [, { actions, resources }] of sortedEntries(allow)) {
      distinct.set(JSON.stringify([actions, resources]), { actions, resources });
    }
  }
  return [...distinct.values()];
}

function allow(actions: readonly string[], resources: readonly (string | Reference)[]): JsonWithReferences {
  return { Effect: "Allow", Action: actions, Resource: resources };
}

function allowAny(actions: readonly string[], resources: readonly Reference[]): readonly JsonWithReferences[] {
  return resources.length === 0 ? [] : [allow(actions, resources)];
}

// The compiler checks the letters of a secret's address: no template and no quote can stand in one.
function arn(scope: Scope, service: string, resource: string): Reference {
  return reference(`arn:${partition}:${service}:${region(scope)}:${accountId(scope)}:${resource}`);
}
