import { EC2Client, paginateDescribeImages } from "@aws-sdk/client-ec2";
import { distinctTexts } from "../../base/order.ts";
import type { WantedBase } from "../../plan/lock.ts";
import { availableImage } from "../../release/lock/image-list.ts";
import type { AvailableImage } from "../../release/lock/model.ts";
import { EnvironmentFault } from "../fault.ts";
import { asking } from "./asking.ts";

/**
 * Asks EC2 for the images that could be bases. Credentials, endpoint and proxies come from where every AWS tool takes
 * them (`AWS_PROFILE`, `AWS_ENDPOINT_URL`, …); regions come from what is wanted.
 */
export async function availableImages(wanted: readonly WantedBase[]): Promise<readonly AvailableImage[]> {
  const regions = distinctTexts(wanted.map(({ region }) => region));
  const answers = await Promise.all(
    regions.map((region) =>
      imagesIn(
        region,
        wanted.filter((base) => base.region === region),
      ),
    ),
  );
  return answers.flat();
}

async function imagesIn(region: string, wanted: readonly WantedBase[]): Promise<readonly AvailableImage[]> {
  const owners = distinctTexts(wanted.map(({ owner }) => owner));
  const patternsOf = (owner: string): readonly string[] =>
    distinctTexts(wanted.filter((base) => base.owner === owner).map(({ pattern }) => pattern));
  const ask = async (client: EC2Client): Promise<readonly AvailableImage[]> => {
    const images: AvailableImage[] = [];
    for (const owner of owners) images.push(...(await imagesOf(client, region, owner, patternsOf(owner))));
    return images;
  };
  try {
    return await asking(`ask EC2 in ${region} for images`, () => new EC2Client({ region }), ask);
  } catch (error) {
    if (!(error instanceof EnvironmentFault)) throw error;
    throw new EnvironmentFault(`${error.message}\n  Where AWS is out of reach, give a list of images with --from.`);
  }
}

async function imagesOf(
  client: EC2Client,
  region: string,
  owner: string,
  patterns: readonly string[],
): Promise<readonly AvailableImage[]> {
  const images: AvailableImage[] = [];
  // A filter takes at most 200 values.
  for (let start = 0; start < patterns.length; start += 200) {
    const pages = paginateDescribeImages(
      { client, pageSize: 1000 },
      {
        Owners: [owner],
        Filters: [
          { Name: "name", Values: patterns.slice(start, start + 200) },
          { Name: "state", Values: ["available"] },
        ],
      },
    );
    for await (const page of pages)
      for (const image of page.Images ?? []) {
        const available = availableImage(image, region, owner);
        if (available !== null) images.push(available);
      }
  }
  return images;
}
