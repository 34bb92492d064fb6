import { readFileSync } from "node:fs";
import {
  CreateImageCommand,
  CreateTagsCommand,
  DescribeImagesCommand,
  EC2Client,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";

// Stands for `packer` on the PATH, as the mock AWS has no machines to bake on: makes an image with the tag that counts.
const [command] = process.argv.slice(2);
if (command === "version") console.log("Packer v1.11.2");
if (command === "build") await build();

async function build(): Promise<void> {
  const template = readFileSync("image.pkr.hcl", "utf8");
  const fingerprint = /"immu:fingerprint"\s*=\s*"([0-9a-f]{64})"/.exec(template)?.[1];
  if (fingerprint === undefined) throw new Error("the template names no fingerprint");
  const client = new EC2Client({});
  const { Images = [] } = await client.send(new DescribeImagesCommand({}));
  const base = Images.find(({ OwnerId }) => OwnerId !== undefined)?.ImageId ?? "";
  const { Instances = [] } = await client.send(
    new RunInstancesCommand({ ImageId: base, MinCount: 1, MaxCount: 1, InstanceType: "t3.micro" }),
  );
  const { ImageId = "" } = await client.send(
    new CreateImageCommand({ InstanceId: Instances[0]?.InstanceId ?? "", Name: `baked-${fingerprint.slice(0, 12)}` }),
  );
  await client.send(
    new CreateTagsCommand({ Resources: [ImageId], Tags: [{ Key: "immu:fingerprint", Value: fingerprint }] }),
  );
  console.log(`==> baked ${ImageId}`);
}
