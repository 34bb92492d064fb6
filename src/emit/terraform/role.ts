import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { accountId, partition, region } from "./account.ts";
import { type Address, jsonTemplate, template } from "./expression.ts";
import { type FleetScope, fleetPartName } from "./fleet-scope.ts";
import { rolePolicy } from "./role-policy.ts";
import { at, declare } from "./scope.ts";

/** What a launch template needs of a role. */
export interface Role {
  readonly profile: Address;
  readonly policy: Address;
}

/**
 * The role of a fleet's instances: its own secrets, its own logs, and what `allow` of any of its generations names. Nothing
 * lets a person in: instances are replaced, not visited.
 */
export function declareRole(scope: FleetScope, logGroup: Address): Role {
  const { fleet, id, origin, tags } = scope;
  const name = fleetPartName(scope, 64);
  const role = declare(at(scope, id, origin), IamRole, {
    name,
    assumeRolePolicy,
    tags,
  });
  const place = {
    partition,
    region: region(scope),
    account: accountId(scope),
    logGroup: template(`${logGroup}.arn`),
  };
  const policy = declare(at(scope, id, `${origin}/allow`), IamRolePolicy, {
    name: "immu",
    role: template(`${role}.name`),
    policy: jsonTemplate(rolePolicy(fleet, place)),
  });
  const profile = declare(at(scope, id, origin), IamInstanceProfile, { name, role: template(`${role}.name`), tags });
  return { profile, policy };
}

const assumeRolePolicy = jsonTemplate({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
