import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import type { FleetPlan } from "../../../plan/model.ts";
import { originOf } from "../../../plan/origins.ts";
import { sampleProject } from "../../../rollout/samples.ts";
import { jsonTemplate } from "../expression.ts";
import { logGroupName } from "../log-group-name.ts";
import { fleetOrigin } from "../origin.ts";
import { type PolicyPlace, rolePolicy, rolePolicyLimit } from "../role-policy.ts";
import type { CheckContext, FleetCheck } from "./fleet-check.ts";

export const rolePolicyTooLarge = defineDiagnostic<{ fleet: string; size: number; alone: number }>({
  code: "IMMU8311",
  level: "error",
  title: "Too much for the policy of a role",
  message: ({ fleet, size }) =>
    `The role of fleet ${fleet} needs a policy of ${size} characters; AWS takes ${rolePolicyLimit}.`,
  help: ({ alone }) =>
    alone > rolePolicyLimit
      ? "Name what belongs together once, as `arn:aws:sqs:eu-west-1:123456789012:orders-*`, and keep several values in one secret."
      : `What the new generation needs takes ${alone} of them; the rest is for those that are live, until they are gone. Take away first, and add in the release after it.`,
  explanation:
    `What instances may do is one policy of their fleet's role: a line for each secret and for each action and resource of \`allow\`. IAM takes ${rolePolicyLimit} characters of it, and no quota raises that. ` +
    "The role is one for all generations of a fleet, so the policy has what each of them needs for as long as it is live. " +
    "Names with `*` in them stand for many; a secret may hold several values, as JSON.",
  get samples() {
    const sample = (count: number): string =>
      sampleProject({
        fleet: `secrets = { "S\${index}": secret("ssm:/shop/production/web/secret-\${index}") for index in sequence(1, ${count}) }`,
      });
    return { failing: sample(150), passing: sample(50) };
  },
});

/** What a fleet's generations may do, all together, is one policy of one role. */
export const checkRolePolicy: FleetCheck = (context, fleet, report) => {
  if (surelyFits(fleet)) return;
  const size = policySize(context, fleet);
  if (size <= rolePolicyLimit) return;
  const { [fleet.wanted]: wanted } = fleet.generations;
  const alone = wanted === undefined ? 0 : policySize(context, { ...fleet, generations: { [fleet.wanted]: wanted } });
  const block = Object.keys(wanted?.allow ?? {}).length > 0 ? "allow" : "secrets";
  const span = originOf(context.origins, `${fleetOrigin(context, fleet)}/${block}`);
  report(rolePolicyTooLarge, span, { fleet: fleet.name, size, alone });
};

/** In characters, as IAM counts them: of what is emitted, with what Terraform finds out put in. */
function policySize(context: CheckContext, fleet: FleetPlan): number {
  const policy = jsonTemplate(rolePolicy(fleet, placeOf(context, fleet)), (literal) => literal);
  return policy.replace(/\s/g, "").length;
}

function placeOf(context: CheckContext, fleet: FleetPlan): PolicyPlace {
  const { region, account } = context.environment;
  const partition = partitions.find(([start]) => region.startsWith(start))?.[1] ?? "aws";
  const place = { partition, region, account: account ?? "0".repeat(12) };
  const logGroup = `arn:${partition}:logs:${region}:${place.account}:log-group:${logGroupName(context, fleet.name)}`;
  return { ...place, logGroup };
}

const partitions = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["us-isof-", "aws-iso-f"],
  ["eu-isoe-", "aws-iso-e"],
  ["eusc-", "aws-eusc"],
] as const;

// Most policies are a few hundred characters: adding up what makes them is cheaper than writing them.
function surelyFits({ generations }: FleetPlan): boolean {
  let most = besideStatements;
  for (const { secrets, allow = {} } of Object.values(generations)) {
    for (const address of Object.values(secrets)) most += address.length + overhead;
    for (const { actions, resources } of Object.values(allow)) {
      for (const each of [...actions, ...resources]) most += each.length * 2 + overhead;
    }
  }
  return most <= rolePolicyLimit;
}

// The version, the statement for logs and the longest name of a log group.
const besideStatements = 1000;
// What stands around an address, an action or a resource, and a statement divided among them.
const overhead = 120;
