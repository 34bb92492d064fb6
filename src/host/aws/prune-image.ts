import {
  DeregisterImageCommand,
  DescribeImagesCommand,
  DisableImageCommand,
  DisableImageDeregistrationProtectionCommand,
  EC2Client,
  EnableImageDeprecationCommand,
  paginateDescribeLaunchTemplateVersions,
} from "@aws-sdk/client-ec2";
import { assertNever } from "../../base/assert-never.ts";
import { compareCodePoints } from "../../base/order.ts";
import type { PruneSighting, PruneStage } from "../../release/run/prune-stage.ts";
import { asking } from "./asking.ts";

/** Looks at an image that may go. One that is gone is no fault. */
export function lookAtImage(region: string, id: string): Promise<PruneSighting> {
  return asking(
    `ask EC2 in ${region} for image ${id}`,
    () => new EC2Client({ region }),
    async (client) => {
      const { Images = [] } = await client.send(
        new DescribeImagesCommand({
          Owners: ["self"],
          Filters: [{ Name: "image-id", Values: [id] }],
          IncludeDeprecated: true,
          IncludeDisabled: true,
        }),
      );
      const [image] = Images;
      if (image === undefined) return { state: null, deprecated: null };
      const deprecated = image.DeprecationTime === undefined ? null : Date.parse(image.DeprecationTime);
      return { state: image.State ?? "unknown", deprecated };
    },
  );
}

/**
 * The launch templates that start machines from an image, by name. The ledgers of a project know nothing of another project
 * that bakes the same image, nor of what was made by hand, nor of a release that is not pulled yet.
 */
export function templatesOf(region: string, id: string): Promise<readonly string[]> {
  return asking(
    `ask EC2 in ${region} which launch templates name image ${id}`,
    () => new EC2Client({ region }),
    async (client) => {
      const names = new Set<string>();
      const request = { Versions: ["$Latest", "$Default"], Filters: [{ Name: "image-id", Values: [id] }] };
      for await (const { LaunchTemplateVersions = [] } of paginateDescribeLaunchTemplateVersions({ client }, request))
        for (const { LaunchTemplateName = "", LaunchTemplateData } of LaunchTemplateVersions)
          if (LaunchTemplateData?.ImageId === id) names.add(LaunchTemplateName);
      return [...names].sort(compareCodePoints);
    },
  );
}

/** Takes an image one stage further out. */
export function pruneImage(
  region: string,
  id: string,
  stage: PruneStage & { readonly kind: "deprecate" | "disable" | "deregister" },
  now: number,
): Promise<void> {
  return asking(
    `${stage.kind} image ${id} in ${region}`,
    () => new EC2Client({ region }),
    async (client) => {
      switch (stage.kind) {
        case "deprecate":
          // Rounded to minutes, and refused where that is past.
          await client.send(new EnableImageDeprecationCommand({ ImageId: id, DeprecateAt: new Date(now + 60_000) }));
          break;
        case "disable":
          await client.send(new DisableImageCommand({ ImageId: id }));
          break;
        case "deregister":
          await client.send(new DisableImageDeregistrationProtectionCommand({ ImageId: id }));
          await client.send(new DeregisterImageCommand({ ImageId: id, DeleteAssociatedSnapshots: true }));
          break;
        default:
          assertNever(stage);
      }
    },
  );
}
