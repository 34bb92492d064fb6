import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { S3Backend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { sortedValues } from "../../base/record.ts";
import type { EnvironmentPlan, ProjectPlan } from "../../plan/model.ts";
import { lookUpAccount } from "./account.ts";
import { type Balancer, declareBalancer } from "./balancer.ts";
import { environmentTags } from "./environment-tags.ts";
import { template, text } from "./expression.ts";
import { declareFleet } from "./fleet.ts";
import { identifier } from "./names.ts";
import { lookUpNetwork } from "./network.ts";
import { environmentOrigin } from "./origin.ts";
import { at, declareOutput, type Put, type Scope } from "./scope.ts";

/** Nothing below `use_lockfile`, which came with 1.10, is needed. */
const requiredVersion = ">= 1.10.0";

/** The name of an environment's stack, which is a folder's name too. */
export function stackName(project: ProjectPlan, environment: EnvironmentPlan): string {
  return `${identifier(project.name)}-${identifier(environment.name)}`;
}

/** Builds the stack of one environment below `parent`, with its elements in it unless `put` does something else. */
export function buildEnvironmentStack(
  parent: Construct,
  project: ProjectPlan,
  environment: EnvironmentPlan,
  put: Put = (stack, kind, id, values) => void kind.make(stack, id, values),
): Scope {
  const stack = new TerraformStack(parent, stackName(project, environment));
  const scope: Scope = { stack, project, environment, addresses: new Map(), put };
  configure(scope);
  lookUpAccount(scope);
  const network = lookUpNetwork(scope);
  const balancers = new Map<string, Balancer>();
  for (const plan of sortedValues(environment.balancers)) {
    balancers.set(plan.name, declareBalancer(scope, network, plan));
  }
  const fleets = sortedValues(environment.fleets).map(
    (fleet) => [text(fleet.name), declareFleet(scope, network, fleet, balancers)] as const,
  );
  declareOutput(at(scope, "fleets", environmentOrigin(scope)), Object.fromEntries(fleets));
  declareOutput(at(scope, "balancers", environmentOrigin(scope)), balancerOutput(balancers));
  return scope;
}

function configure(scope: Scope): void {
  const { stack, project, environment } = scope;
  new AwsProvider(stack, "aws", {
    region: text(environment.region),
    defaultTags: [{ tags: environmentTags(scope) }],
    ...(environment.account === null ? {} : { allowedAccountIds: [text(environment.account)] }),
  });
  stack.addOverride("terraform.required_version", requiredVersion);
  stack.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: project.awsProvider });
  if (environment.state !== null) {
    const { bucket, key, region } = environment.state;
    const backend = new S3Backend(stack, { bucket, key, region, encrypt: true });
    // Newer than CDKTF's types.
    backend.addOverride("use_lockfile", true);
  }
}

function balancerOutput(balancers: ReadonlyMap<string, Balancer>) {
  return Object.fromEntries(
    [...balancers.values()].map(({ plan, address, listener }) => [
      text(plan.name),
      {
        arn: template(`${address}.arn`),
        dns_name: template(`${address}.dns_name`),
        zone_id: template(`${address}.zone_id`),
        listener: template(`${listener}.arn`),
      },
    ]),
  );
}
