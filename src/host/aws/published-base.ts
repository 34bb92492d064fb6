import { DescribeImagesCommand, EC2Client } from "@aws-sdk/client-ec2";
import type { BasePlan } from "../../plan/model.ts";
import { asking } from "./asking.ts";

/** Whether an image is of the publisher that a base names, and goes by a name that fits; old ones count as well. */
export async function isPublished(region: string, { owner, name }: BasePlan, id: string): Promise<boolean> {
  const answer = await asking(
    `ask EC2 in ${region} for image ${id}`,
    () => new EC2Client({ region }),
    (client) =>
      client.send(
        new DescribeImagesCommand({
          Owners: [owner],
          Filters: [
            { Name: "image-id", Values: [id] },
            { Name: "name", Values: [name] },
          ],
          IncludeDeprecated: true,
        }),
      ),
  );
  return (answer.Images ?? []).some(({ ImageId }) => ImageId === id);
}
