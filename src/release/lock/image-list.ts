import * as z from "zod/mini";
import { firstProblem, pathText } from "../describe-issue.ts";
import type { AvailableImage } from "./model.ts";

export type ImageList =
  | { readonly kind: "read"; readonly images: readonly AvailableImage[] }
  /** `message` says what is wrong and where, without the file's name. */
  | { readonly kind: "broken"; readonly message: string };

/**
 * Reads a list of images for `immuc lock --from`, in one of two forms:
 *
 * - what `aws ec2 describe-images` prints, `{ "Images": [...] }`; it does not say its region, so `region` does, unless
 *   a `"Region"` stands beside `"Images"`;
 * - `{ "images": [{ "region", "owner", "id", "name", "created", "architecture" }] }`, of any number of regions.
 *
 * A list of such documents is one list. Images that can't be a base are passed over: those not available, and those of
 * other architectures.
 */
export function readImageList(jsonText: string, region: string | null): ImageList {
  let value: unknown;
  try {
    value = JSON.parse(jsonText);
  } catch {
    return { kind: "broken", message: "it is not JSON" };
  }
  const images: AvailableImage[] = [];
  for (const document of Array.isArray(value) ? value : [value]) {
    const list = readDocument(document, region);
    if (list.kind === "broken") return list;
    images.push(...list.images);
  }
  return { kind: "read", images };
}

/** An image as DescribeImages answers it; null when it can't be a base. `askedOwner` is the owner it was asked for by. */
export function availableImage(
  image: DescribedImage,
  region: string,
  askedOwner: string | null,
): AvailableImage | null {
  const { ImageId: id, Name: name, CreationDate: created, Architecture: architecture } = image;
  if (image.State !== undefined && image.State !== "available") return null;
  if (architecture !== "x86_64" && architecture !== "arm64") return null;
  if (id === undefined || name === undefined || created === undefined || Number.isNaN(Date.parse(created))) return null;
  const owners = [image.OwnerId, image.ImageOwnerAlias, askedOwner].filter((owner) => typeof owner === "string");
  return { region, owners, id, name, created: new Date(created).toISOString(), architecture };
}

/** The fields of EC2's `Image` that a lock reads. */
export interface DescribedImage {
  readonly ImageId?: string | undefined;
  readonly Name?: string | undefined;
  readonly OwnerId?: string | undefined;
  readonly ImageOwnerAlias?: string | undefined;
  readonly CreationDate?: string | undefined;
  readonly Architecture?: string | undefined;
  readonly State?: string | undefined;
}

const word = z.optional(z.string());

const describedSchema = z.looseObject({
  Region: word,
  Images: z.array(
    z.looseObject({
      ImageId: word,
      Name: word,
      OwnerId: word,
      ImageOwnerAlias: word,
      CreationDate: z.optional(z.iso.datetime({ offset: true })),
      Architecture: word,
      State: word,
    }),
  ),
});

const simpleSchema = z.strictObject({
  images: z.array(
    z.strictObject({
      region: z.string(),
      owner: z.string(),
      id: z.string(),
      name: z.string(),
      created: z.iso.datetime({ offset: true }),
      architecture: z.enum(["x86_64", "arm64"]),
    }),
  ),
});

function readDocument(document: unknown, region: string | null): ImageList {
  return typeof document === "object" && document !== null && "Images" in document
    ? readDescribed(document, region)
    : readSimple(document);
}

function readDescribed(document: object, asked: string | null): ImageList {
  const parsed = describedSchema.safeParse(document);
  if (!parsed.success) return broken(parsed.error);
  const region = parsed.data.Region ?? asked;
  if (region === null)
    return {
      kind: "broken",
      message:
        'it does not say of which region its images are: name it with `--region`, or put "Region" beside "Images"',
    };
  const images = parsed.data.Images.map((image) => availableImage(image, region, null));
  return { kind: "read", images: images.filter((image) => image !== null) };
}

function readSimple(document: unknown): ImageList {
  const parsed = simpleSchema.safeParse(document);
  if (!parsed.success) return broken(parsed.error);
  const images = parsed.data.images.map(({ owner, created, ...image }) => ({
    ...image,
    owners: [owner],
    created: new Date(created).toISOString(),
  }));
  return { kind: "read", images };
}

function broken(error: z.core.$ZodError): ImageList {
  const { path, what } = firstProblem(error);
  return { kind: "broken", message: `${pathText(path)} ${what}` };
}
