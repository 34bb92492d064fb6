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
  const { id, key, definition, exists } = generation;
  const { encryptionKey } = definition;
  const { origin } = scope;
  const image = declare(at(scope, id, `${origin}/image`), DataAwsAmi, {
    count: countWhile(exists),
    owners: ["self"],
    mostRecent: true,
    filter: [
      { name: "tag:immu:fingerprint", values: [definition.image.fingerprint] },
      { name: "state", values: ["available"] },
    ],
  });
  const script = declareUserData(scope, generation);
  const tags = generationTags(scope, generation);
  const name = fleetPartName(scope, 125, key);
  const named = { Name: name, ...environmentTags(scope), ...tags };
  return declare(at(scope, id, origin), LaunchTemplate, {
    count: countWhile(exists),
    name,
    imageId: template(`${image}[0].id`),
    instanceInitiatedShutdownBehavior: "terminate",
    iamInstanceProfile: { arn: template(`${setting.role.profile}.arn`) },
    // What the console shows as "Enabled": tokens required, and no further than the instance itself.
    metadataOptions: {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      instanceMetadataTags: "disabled",
    },
    monitoring: { enabled: true },
    networkInterfaces: [
      {
        deviceIndex: 0,
        associatePublicIpAddress: "false",
        deleteOnTermination: "true",
        securityGroups: [template(`${setting.security.group}.id`)],
      },
    ],
    blockDeviceMappings: [
      {
        deviceName: text(definition.image.rootDevice),
        ebs: {
          volumeSize: Math.ceil(definition.disk / bytesPerGibibyte),
          volumeType: "gp3",
          encrypted: "true",
          deleteOnTermination: "true",
          ...(encryptionKey === null ? {} : { kmsKeyId: text(keyInRegion(encryptionKey, scope.environment.region)) }),
        },
      },
    ],
    userData: template(`base64encode(${script})`),
    updateDefaultVersion: false,
    tagSpecifications: ["instance", "network-interface", "volume"].map((resourceType) => ({
      resourceType,
      tags: named,
    })),
    tags,
    lifecycle: { ignoreChanges: "all" },
    // An instance uses these from its first second to its last, so they come before it and go after it.
    dependsOn: [setting.role.policy, ...setting.security.rules].map(dependency),
  });
}

// A local, not a literal in the template: there it is one string of JSON, which a reviewer can read.
function declareUserData(scope: FleetScope, generation: Generation): string {
  const script = userData(generation.digest, generation.definition, logGroupName(scope, scope.fleet.name));
  const hosts = lookUpStores(scope, generation);
  const value = fillHosts(text(script), (store) => template(hosts.get(store) ?? '""'));
  return declareLocal(at(scope, joinIdentifiers(generation.id, "user-data"), scope.origin), value);
}

const bytesPerGibibyte = 1024 ** 3;
