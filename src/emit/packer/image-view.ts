import { shortDigest } from "../../base/digest.ts";
import { sortedEntries } from "../../base/record.ts";
import type { ImagePlan, Plan } from "../../plan/model.ts";
import { packerTemplateText } from "../escape/packer-template.ts";
import { regionalKeys } from "../regional-keys.ts";
import type { HclMap, HclPath, HclReference, HclValue } from "./hcl-value.ts";
import { asciiSlug, type ProvisioningScript } from "./scripts.ts";
import { stage } from "./stage.ts";
import type { ImageView } from "./views.ts";

const pollSeconds = 15;

/** The view of an image. Strings that Packer renders as templates are escaped for that here. */
export function imageView(
  plan: Plan,
  image: ImagePlan,
  scripts: readonly ProvisioningScript[],
  hasContent: boolean,
): ImageView {
  const { definition, fingerprint, regions } = image;
  const { base, arch } = definition;
  const [region = "", ...copies] = regions;
  const pin = base.pins[region];
  const keys = definition.encryptionKey === null ? null : regionalKeys(definition.encryptionKey, regions);
  const name = amiName(plan.project.name, image);
  return {
    image: image.name,
    project: plan.project.name,
    fingerprint,
    tags: map({ Name: name, ...imageTags(plan, image), "immu:commit": commit }),
    amiName: name,
    region,
    instanceType: packerTemplateText(image.bake.instance),
    pinned: pin ? packerTemplateText(pin.id) : null,
    pinnedName: pin?.name ?? "",
    baseOwners: [packerTemplateText(base.owner)],
    baseFilters: map({
      architecture: arch,
      name: packerTemplateText(base.name),
      "root-device-type": "ebs",
      state: "available",
      "virtualization-type": "hvm",
    }),
    copies: copies.length > 0 ? copies : null,
    key: keys ? packerTemplateText(keys.home) : null,
    copyKeys: keys && keys.copies.length > 0 ? map(Object.fromEntries(keys.copies)) : null,
    user: packerTemplateText(base.user),
    agentScript: file("files/agent.sh"),
    rootDevice: packerTemplateText(base.rootDevice),
    diskGiB: Math.ceil(definition.disk / 2 ** 30),
    timeoutText: `${Math.ceil(image.bake.timeout / 60_000)} minutes`,
    pollSeconds,
    pollAttempts: Math.ceil(image.bake.timeout / 1000 / pollSeconds),
    hasContent,
    contentSource: file("files/content/"),
    contentDestination: `${stage}/content/`,
    stage,
    executeCommand: "sudo -n -H bash '{{ .Path }}'",
    scripts: scripts.slice(0, -1).map(({ path }) => file(path)),
    sealScript: file(scripts.at(-1)?.path ?? ""),
    customData: map({ commit, fingerprint, image: image.name, project: plan.project.name }),
  };
}

/**
 * The AMI's name: readable, and one for each fingerprint, so that baking what exists already stops before it starts.
 * AWS takes 3 to 128 characters of a small alphabet.
 */
function amiName(project: string, { name, fingerprint }: ImagePlan): string {
  const readable = asciiSlug(`${project}-${name}`).slice(0, 128 - 1 - 12);
  return `${readable}-${shortDigest(fingerprint)}`;
}

function imageTags(plan: Plan, image: ImagePlan): Readonly<Record<string, string>> {
  return {
    ...plan.project.tags,
    ...image.tags,
    "immu:project": plan.project.name,
    "immu:image": image.name,
    "immu:fingerprint": image.fingerprint,
  };
}

const commit: HclReference = { kind: "reference", name: "var.commit" };

function file(path: string): HclPath {
  return { kind: "path", path };
}

function map(entries: Readonly<Record<string, HclValue>>): HclMap {
  return { kind: "map", entries: sortedEntries(entries) };
}
