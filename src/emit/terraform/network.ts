import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet/index.js";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets/index.js";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc/index.js";
import type { Tags } from "../../plan/model.ts";
import { type Address, forEach, template, text, texts } from "./expression.ts";
import { environmentOrigin } from "./origin.ts";
import { at, declare, declareOutput, type Scope } from "./scope.ts";

/** What a stack knows of its network, which exists already. */
export interface Network {
  readonly vpc: Address;
  readonly privateSubnets: Subnets;
  /** Null where no balancer faces the internet. */
  readonly publicSubnets: Subnets | null;
}

/** Expressions. */
export interface Subnets {
  readonly ids: string;
  /** A balancer takes no two subnets of one availability zone. */
  readonly onePerZone: string;
  readonly zones: string;
}

/** Looks up the network by its tags. A plan fails where its subnets lie in fewer zones than the source says. */
export function lookUpNetwork(scope: Scope): Network {
  const { network, balancers } = scope.environment;
  const place = at(scope, "network", `${environmentOrigin(scope)}/network`);
  const vpc = declare(place, DataAwsVpc, { tags: texts(network.vpc) });
  const facesInternet = Object.values(balancers).some((balancer) => balancer.scheme === "internet-facing");
  const privateSubnets = lookUpSubnets(scope, "private", vpc, network.private);
  const publicSubnets = facesInternet ? lookUpSubnets(scope, "public", vpc, network.public) : null;
  const groups = { private: privateSubnets, ...(publicSubnets === null ? {} : { public: publicSubnets }) };
  declareOutput(
    place,
    {
      vpc: template(`${vpc}.id`),
      zones: Object.fromEntries(Object.entries(groups).map(([name, { zones }]) => [name, template(zones)])),
    },
    Object.entries(groups).map(([name, { zones }]) => ({
      condition: template(`length(${zones}) >= ${network.zones}`),
      error_message: text(
        `Network ${network.name} must have ${name} subnets in at least ${network.zones} availability zones; those that carry its tags do not.`,
      ),
    })),
  );
  return { vpc, privateSubnets, publicSubnets };
}

/** An expression: the set of the network's ranges. */
export function networkRanges({ vpc }: Network): string {
  return `toset(${vpc}.cidr_block_associations[*].cidr_block)`;
}

function lookUpSubnets(scope: Scope, name: "private" | "public", vpc: Address, tags: Tags): Subnets {
  const place = at(scope, name, `${environmentOrigin(scope)}/network/${name}`);
  const subnets = declare(place, DataAwsSubnets, {
    filter: [{ name: "vpc-id", values: [template(`${vpc}.id`)] }],
    tags: texts(tags),
  });
  const each = declare(place, DataAwsSubnet, {
    forEach: forEach(`toset(${subnets}.ids)`),
    id: template("each.value"),
  });
  return {
    ids: `sort(${subnets}.ids)`,
    onePerZone: `[for ids in values({ for subnet in values(${each}) : subnet.availability_zone => subnet.id... }) : sort(ids)[0]]`,
    zones: `sort(distinct(values(${each})[*].availability_zone))`,
  };
}
