import { shortDigest } from "../../base/digest.ts";
import type { Artifact } from "../../emit/artifact.ts";
import type { BakedImage } from "../../host/aws/baked-images.ts";
import { EnvironmentFault } from "../../host/fault.ts";
import type { ImagePlan } from "../../plan/model.ts";
import { lockFileName } from "../../release/lock/model.ts";
import { openStatusLine } from "../status-line.ts";
import type { Terminal } from "../terminal.ts";
import { VerificationError } from "../verification-error.ts";

/** What all images of a run are baked with. */
export interface Baking {
  readonly terminal: Terminal;
  readonly root: string;
  /** What a build emits. */
  readonly artifacts: readonly Artifact[];
  readonly commit: string;
  readonly subnet: string | undefined;
}

export interface BakeResult {
  readonly image: string;
  readonly fingerprint: string;
  /** Whether this run has baked it. */
  readonly baked: boolean;
  /** Ids by region. */
  readonly amis: Readonly<Record<string, string>>;
  /** The regions that it would be baked for; none once it is baked. */
  readonly missing: readonly string[];
}

/** Looks in EC2 for what a bake of an image would find. */
export async function lookForImage(image: ImagePlan): Promise<BakeResult> {
  const { name, fingerprint } = image;
  const found = await amisIn(image);
  const amis = Object.fromEntries([...found].map(([region, { id }]) => [region, id]));
  return { image: name, fingerprint, baked: false, amis, missing: missingOf(image, found) };
}

/** Bakes an image unless it is baked. Throws where it can't be, or a region has none that can be used then. */
export async function bakeOnce(image: ImagePlan, baking: Baking): Promise<BakeResult> {
  const { name, fingerprint } = image;
  const before = await amisIn(image);
  const missing = missingOf(image, before);
  if (missing.length === 0) return { image: name, fingerprint, baked: false, amis: usableAmis(image, before), missing };
  refuseHalfBaked(image, [...before.keys()], missing);
  await refuseForeignBase(image);
  await bakeWatched(image, baking);
  return { image: name, fingerprint, baked: true, amis: usableAmis(image, await amisIn(image)), missing: [] };
}

/** By region; those that have none are left out. */
async function amisIn({ regions, fingerprint }: ImagePlan): Promise<ReadonlyMap<string, BakedImage>> {
  const { bakedImages } = await import("../../host/aws/baked-images.ts");
  return bakedImages(regions, fingerprint);
}

function missingOf({ regions }: ImagePlan, found: ReadonlyMap<string, BakedImage>): readonly string[] {
  return regions.filter((region) => !found.has(region));
}

/** `there`: the regions that have the image already. */
function refuseHalfBaked({ name, fingerprint }: ImagePlan, there: readonly string[], missing: readonly string[]): void {
  if (there.length === 0) return;
  throw new EnvironmentFault(
    `image ${name} ${shortDigest(fingerprint)} is in ${there.join(", ")} and not in ${missing.join(", ")}, and a name is baked once\n` +
      "  Copy it there with its tags (aws ec2 copy-image --copy-image-tags), and bake again.",
  );
}

/** A pin is only an id: whoever writes one into the lock could have an image start from anything. */
async function refuseForeignBase({ name, regions: [region = ""], definition: { base } }: ImagePlan): Promise<void> {
  const pin = base.pins[region];
  if (pin === undefined) return;
  const { isPublished } = await import("../../host/aws/published-base.ts");
  if (await isPublished(region, base, pin.id)) return;
  throw new VerificationError(
    `image ${name} would start from ${pin.id}, and ${base.owner} has no such image by the name ${base.name} in ${region}\n` +
      `  ${lockFileName} pins it. See who changed that; \`immuc lock --update\` pins what ${base.owner} publishes now.`,
  );
}

/** What a build emits for an image, by paths inside the image's own folder. */
function filesOf({ name }: ImagePlan, artifacts: readonly Artifact[]): readonly Artifact[] {
  const folder = `packer/${name}/`;
  return artifacts
    .filter(({ path }) => path.startsWith(folder))
    .map((artifact) => ({ ...artifact, path: artifact.path.slice(folder.length) }));
}

/** Bakes an image, and shows a person who watches what Packer is at. */
async function bakeWatched(image: ImagePlan, { terminal, root, artifacts, commit, subnet }: Baking): Promise<void> {
  const { bakeImage } = await import("../../host/packer/bake.ts");
  const { name } = image;
  const status = await openStatusLine(terminal);
  await bakeImage({
    root,
    image: name,
    files: filesOf(image, artifacts),
    commit,
    subnet,
    onCommand: (line) => {
      status?.clear();
      terminal.note(`${name}: ${line}\n`);
    },
    onOutput: (line) => status?.show(`${name}: ${line}`),
  }).finally(() => status?.stop());
}

/** The ids by region; every region must have one that can be used. */
function usableAmis(image: ImagePlan, found: ReadonlyMap<string, BakedImage>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    image.regions.map((region) => {
      const baked = found.get(region);
      if (baked?.state === "disabled")
        throw new EnvironmentFault(
          `image ${image.name} (${shortDigest(image.fingerprint)}) is disabled in ${region}: pruning had begun with it\n` +
            `  Enable it, and bake again: aws ec2 enable-image --region ${region} --image-id ${baked.id}`,
        );
      if (baked?.state !== "available")
        throw new EnvironmentFault(
          `image ${image.name} (${shortDigest(image.fingerprint)}) is ${baked === undefined ? "not there" : baked.state} in ${region}\n  Bake again once it is available, or remove what is left of it.`,
        );
      return [region, baked.id];
    }),
  );
}
