import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { originOf } from "../../../plan/origins.ts";
import { regionalKeys } from "../../regional-keys.ts";
import type { ImageRule } from "./image-rule.ts";
import { sampleImage } from "./sample-image.ts";

export const oneRegionKey = defineDiagnostic<{ image: string; key: string; regions: readonly string[] }>({
  code: "IMMU8204",
  level: "error",
  title: "Encryption key of one region",
  message: ({ image, key, regions }) =>
    `image \`${image}\` is baked for ${regions.join(", ")}, but its key ${key} can't be used in all of them`,
  help: () =>
    "name a multi-Region key (its id begins with mrk-) or an alias that each region gives to a key of its own",
  explanation: `A KMS key lives in one region. An image that is copied to others needs a key in each: the replicas of a
multi-Region key (\`key/mrk-…\`), or an alias (\`alias/…\`) that stands for some key in every region. The compiler writes
the ARN for each region from the one in the source.`,
  get samples() {
    return {
      failing: sample('"arn:aws:kms:eu-west-1:123456789012:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"'),
      passing: sample('"arn:aws:kms:eu-west-1:123456789012:key/mrk-0f1e2d3c4b5a69788796a5b4c3d2e1f0"'),
    };
  },
});

/** The key of an image can encrypt it wherever it goes. */
export const checkEncryptionKey: ImageRule = ({ image, origins }, report) => {
  const key = image.definition.encryptionKey;
  if (key === null || regionalKeys(key, image.regions)) return;
  const span = originOf(origins, `images/${image.name}/encryption_key`);
  report(oneRegionKey, span, { image: image.name, key, regions: image.regions });
};

function sample(key: string): string {
  return sampleImage('regions        = ["eu-west-1", "us-east-1"]', `encryption_key = ${key}`);
}
