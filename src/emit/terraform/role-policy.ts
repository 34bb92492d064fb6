import { distinctTexts } from "../../base/order.ts";
import { sortedEntries } from "../../base/record.ts";
import type { AllowPlan, FleetPlan } from "../../plan/model.ts";
import { type JsonWithReferences, type Reference, reference } from "./expression.ts";
import { generationsFirstWanted } from "./generations-first-wanted.ts";

/** AWS takes so many characters in all the policies of a role that are its own, white space aside. No quota raises it. */
export const rolePolicyLimit = 10_240;

/** Where what a policy names lies: as templates where Terraform finds out. */
export interface PolicyPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** ARN of the fleet's log group. */
  readonly logGroup: string;
}

/** What the instances of a fleet may do: read their own secrets, write their own logs, and what `allow` names. */
export function rolePolicy(fleet: FleetPlan, place: PolicyPlace): JsonWithReferences {
  return { Version: "2012-10-17", Statement: statements(fleet, place) };
}

function statements(fleet: FleetPlan, place: PolicyPlace): readonly JsonWithReferences[] {
  // Every generation that is kept must still read its secrets.
  const addresses = Object.values(fleet.generations).flatMap(({ secrets }) => Object.values(secrets));
  const secrets = distinctTexts(addresses);
  const of = (scheme: string) =>
    secrets.filter((address) => address.startsWith(scheme)).map((address) => address.slice(scheme.length));
  return [
    allow(["logs:CreateLogStream", "logs:PutLogEvents"], [reference(`${place.logGroup}:*`)]),
    ...allowAny(
      ["ssm:GetParameter"],
      of("ssm:/").map((path) => arn(place, "ssm", `parameter/${path}`)),
    ),
    ...allowAny(
      ["secretsmanager:GetSecretValue"],
      // AWS puts six characters of its own behind a secret's name.
      of("asm:").map((name) => arn(place, "secretsmanager", `secret:${name}-??????`)),
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
function arn({ partition, region, account }: PolicyPlace, service: string, resource: string): Reference {
  return reference(`arn:${partition}:${service}:${region}:${account}:${resource}`);
}
