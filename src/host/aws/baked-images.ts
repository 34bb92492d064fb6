import { DescribeImagesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { compareCodePoints } from "../../base/order.ts";
import { asking } from "./asking.ts";

/** An image of ours as EC2 has it. */
export interface BakedImage {
  readonly id: string;
  /** `available`, `pending`, `failed`, … */
  readonly state: string;
}

/** The newest image of each region that carries a fingerprint; regions that have none are left out. */
export async function bakedImages(
  regions: readonly string[],
  fingerprint: string,
): Promise<ReadonlyMap<string, BakedImage>> {
  const answers = await Promise.all(
    regions.map(async (region) => [region, await newestIn(region, fingerprint)] as const),
  );
  return new Map(answers.flatMap(([region, image]) => (image === null ? [] : [[region, image]])));
}

async function newestIn(region: string, fingerprint: string): Promise<BakedImage | null> {
  const answer = await asking(
    `ask EC2 in ${region} for images`,
    () => new EC2Client({ region }),
    (client) =>
      client.send(
        new DescribeImagesCommand({
          Owners: ["self"],
          Filters: [{ Name: "tag:immu:fingerprint", Values: [fingerprint] }],
          // One that pruning has disabled is there still, and keeps its name.
          IncludeDisabled: true,
        }),
      ),
  );
  const images = (answer.Images ?? []).map(({ ImageId = "", CreationDate = "", State = "" }) => ({
    id: ImageId,
    created: CreationDate,
    state: State,
  }));
  // What is available goes before what is not; of those, the newest.
  const [newest] = images.sort(
    (left, right) =>
      Number(right.state === "available") - Number(left.state === "available") ||
      compareCodePoints(right.created, left.created) ||
      compareCodePoints(left.id, right.id),
  );
  return newest ?? null;
}
