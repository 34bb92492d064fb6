import { DataAwsDbInstance } from "@cdktf/provider-aws/lib/data-aws-db-instance/index.js";
import { DataAwsDynamodbTable } from "@cdktf/provider-aws/lib/data-aws-dynamodb-table/index.js";
import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list/index.js";
import { DataAwsEfsFileSystem } from "@cdktf/provider-aws/lib/data-aws-efs-file-system/index.js";
import { DataAwsElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/data-aws-elasticache-replication-group/index.js";
import { DataAwsRdsCluster } from "@cdktf/provider-aws/lib/data-aws-rds-cluster/index.js";
import { DataAwsS3Bucket } from "@cdktf/provider-aws/lib/data-aws-s3-bucket/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { assertNever } from "../../base/assert-never.ts";
import type { StorePlan } from "../../plan/model.ts";
import { type Address, forEach, template, text } from "./expression.ts";
import { countWhile, type FleetScope, type Generation } from "./fleet-scope.ts";
import { identifier, joinIdentifiers } from "./names.ts";
import { networkRanges } from "./network.ts";
import { at, declare, type Place } from "./scope.ts";

/** An expression for the host of each store of a generation, by its name: found when the generation is created. */
export type StoreHosts = ReadonlyMap<string, string>;

/**
 * Looks up the stores of a generation while it exists. None is ever created, changed or destroyed: there are no
 * resources here.
 */
export function lookUpStores(scope: FleetScope, generation: Generation): StoreHosts {
  const hosts = new Map<string, string>();
  for (const [name, store] of Object.entries(generation.definition.stores ?? {})) {
    const id = joinIdentifiers(generation.id, identifier(name));
    const place = at(scope, id, `${scope.origin}/stores/${name}`);
    // What does not exist now has no address, and nobody reads it then.
    hosts.set(name, `try(${lookUpStore(place, countWhile(generation.exists), name, store)}, "")`);
  }
  return hosts;
}

/** Declares the lookup of a store; an expression for its host. */
function lookUpStore(place: Place, count: number, name: string, store: StorePlan): string {
  const identity = text(store.identifier);
  const listening = { count, lifecycle: { postcondition: [listensThere(name, store)] } };
  switch (store.engine) {
    case "postgres":
    case "mysql":
      return `${declare(place, DataAwsDbInstance, { ...listening, dbInstanceIdentifier: identity })}[0].address`;
    case "aurora_postgres":
    case "aurora_mysql":
      return `${declare(place, DataAwsRdsCluster, { ...listening, clusterIdentifier: identity })}[0].endpoint`;
    case "redis": {
      const config = { ...listening, replicationGroupId: identity };
      const group = `${declare(place, DataAwsElasticacheReplicationGroup, config)}[0]`;
      // In cluster mode there is no primary.
      return `coalesce(${group}.configuration_endpoint_address, ${group}.primary_endpoint_address)`;
    }
    case "efs":
      return `${declare(place, DataAwsEfsFileSystem, { count, fileSystemId: identity })}[0].dns_name`;
    case "dynamodb": {
      const table = declare(place, DataAwsDynamodbTable, { count, name: identity });
      // The ARN of a table names its region.
      return `"dynamodb.\${split(":", ${table}[0].arn)[3]}.\${data.aws_partition.current.dns_suffix}"`;
    }
    case "s3":
      return `${declare(place, DataAwsS3Bucket, { count, bucket: identity })}[0].bucket_regional_domain_name`;
    default:
      return assertNever(store.engine);
  }
}

// The way out of the fleet is opened for the port of the source.
function listensThere(name: string, { port, identifier: identity }: StorePlan) {
  return {
    condition: template(`self.port == ${port}`),
    errorMessage: text(`Store ${name} (${identity}) listens on another port than ${port}; name it as \`port\`.`),
  };
}

/**
 * The rules that let a fleet out to the stores of all its generations: on their ports, to the whole network, as not every store says
 * which firewall it has; tables and buckets through the ranges that AWS publishes for their service.
 */
export function openWayToStores(scope: FleetScope, group: Address): readonly Address[] {
  const stores = scope.generations.flatMap(({ definition: { stores = {} } }) => Object.values(stores));
  const inside = stores.filter(({ engine }) => !isService(engine)).map(({ port }) => port);
  const services = stores.map(({ engine }) => engine).filter(isService);
  const fleetId = joinIdentifiers("fleet", scope.id, "store");
  const origin = `${scope.origin}/needs`;
  const common = { securityGroupId: template(`${group}.id`), ipProtocol: "tcp", tags: scope.tags };
  const toNetwork = [...new Set(inside)].map((port) =>
    declare(at(scope, joinIdentifiers(fleetId, `${port}`), origin), VpcSecurityGroupEgressRule, {
      forEach: forEach(networkRanges(scope.network)),
      fromPort: port,
      toPort: port,
      cidrIpv4: template("each.value"),
      ...common,
    }),
  );
  const toServices = [...new Set(services)].map((service) => {
    const id = joinIdentifiers(fleetId, service);
    const ranges = declare(at(scope, id, origin), DataAwsEc2ManagedPrefixList, {
      name: text(`com.amazonaws.${scope.environment.region}.${service}`),
    });
    return declare(at(scope, id, origin), VpcSecurityGroupEgressRule, {
      fromPort: 443,
      toPort: 443,
      prefixListId: template(`${ranges}.id`),
      ...common,
    });
  });
  return [...toNetwork, ...toServices];
}

function isService(engine: StorePlan["engine"]): engine is "dynamodb" | "s3" {
  return engine === "dynamodb" || engine === "s3";
}
