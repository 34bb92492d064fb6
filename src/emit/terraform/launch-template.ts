import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami/index.js";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template/index.js";
import { keyInRegion } from "../regional-keys.ts";
import { environmentTags } from "./environment-tags.ts";
import { type Address, dependency, template, text } from "./expression.ts";
import { countWhile, type FleetScope, fleetPartName, type Generation, generationTags } from "./fleet-scope.ts";
import { logGroupName } from "./log-group-name.ts";
import { joinIdentifiers } from "./names.ts";
import type { Role } from "./role.ts";
import { at, declare, declareLocal } from "./scope.ts";
import type { FleetSecurity } from "./security-group.ts";
import { lookUpStores } from "./stores.ts";
import { fillHosts, userData } from "./user-data.ts";

/** What every instance of a fleet has, whichever generation it is of. */
export interface InstanceSetting {
  readonly security: FleetSecurity;
  readonly role: Role;
}

/** The only version that a launch template of ours ever has. */
export const launchTemplateVersion = "1";

/**
 * How to launch an instance of one generation. It is made whole and then left alone, whatever the source or a newer
 * compiler says: what changes makes another generation. So it has one version, and groups name that version.
 */
export function declareLaunchTemplate(scope: FleetScope, generation: Generation, setting: InstanceSetting): Address {
  const { id, key, exists } = generation;
  const { security, role } = setting;
  const image = declareImage(scope, generation);
  const script = declareUserData(scope, generation);
  const tags = generationTags(scope, generation);
  const name = fleetPartName(scope, 125, key);
  const named = { Name: name, ...environmentTags(scope), ...tags };
  return declare(at(scope, id, scope.origin), LaunchTemplate, {
    count: countWhile(exists),
    name,
    imageId: template(`${image}[0].id`),
    instanceInitiatedShutdownBehavior: "terminate",
    iamInstanceProfile: { arn: template(`${role.profile}.arn`) },
    metadataOptions,
    monitoring: { enabled: true },
    networkInterfaces: [
      {
        deviceIndex: 0,
        associatePublicIpAddress: "false",
        deleteOnTermination: "true",
        securityGroups: [template(`${security.group}.id`)],
      },
    ],
    blockDeviceMappings: [rootDevice(scope, generation)],
    userData: template(`base64encode(${script})`),
    updateDefaultVersion: false,
    tagSpecifications: taggedParts.map((resourceType) => ({ resourceType, tags: named })),
    tags,
    lifecycle: { ignoreChanges: "all" },
    // An instance uses these from its first second to its last, so they come before it and go after it.
    dependsOn: [role.policy, ...security.rules].map(dependency),
  });
}

// What the console shows as "Enabled": tokens required, and no further than the instance itself.
const metadataOptions = {
  httpEndpoint: "enabled",
  httpTokens: "required",
  httpPutResponseHopLimit: 1,
  instanceMetadataTags: "disabled",
};

/** What comes and goes with an instance, and is tagged as it is. */
const taggedParts = ["instance", "network-interface", "volume"] as const;

/** The image of a generation in the stack's region, as whoever baked it has tagged it. */
function declareImage(scope: FleetScope, { id, definition, exists }: Generation): Address {
  return declare(at(scope, id, `${scope.origin}/image`), DataAwsAmi, {
    count: countWhile(exists),
    owners: ["self"],
    mostRecent: true,
    filter: [
      { name: "tag:immu:fingerprint", values: [definition.image.fingerprint] },
      { name: "state", values: ["available"] },
    ],
  });
}

function rootDevice({ environment }: FleetScope, { definition }: Generation) {
  const { image, disk, encryptionKey } = definition;
  return {
    deviceName: text(image.rootDevice),
    ebs: {
      volumeSize: Math.ceil(disk / bytesPerGibibyte),
      volumeType: "gp3",
      encrypted: "true",
      deleteOnTermination: "true",
      ...(encryptionKey === null ? {} : { kmsKeyId: text(keyInRegion(encryptionKey, environment.region)) }),
    },
  };
}

const bytesPerGibibyte = 1024 ** 3;

// A local, not a literal in the template: there it is one string of JSON, which a reviewer can read.
function declareUserData(scope: FleetScope, generation: Generation): string {
  const script = userData(generation.digest, generation.definition, logGroupName(scope, scope.fleet.name));
  const hosts = lookUpStores(scope, generation);
  const value = fillHosts(text(script), (store) => template(hosts.get(store) ?? '""'));
  return declareLocal(at(scope, joinIdentifiers(generation.id, "user-data"), scope.origin), value);
}
