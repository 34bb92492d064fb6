import { shortDigest } from "../../base/digest.ts";
import { lookup, sortedValues } from "../../base/record.ts";
import { firstNames } from "../../base/wording.ts";
import type { Artifact } from "../../emit/artifact.ts";
import type { BakedImage } from "../../host/aws/baked-images.ts";
import { EnvironmentFault } from "../../host/fault.ts";
import type { BakeRequest } from "../../host/packer/bake.ts";
import { readCommit } from "../../host/release/commit.ts";
import { soundLedger } from "../../host/release/fleet-world.ts";
import type { Draft } from "../../host/release/world.ts";
import type { EnvironmentPlan, ImagePlan, Plan } from "../../plan/model.ts";
import { inPromotionOrder } from "../../plan/promotion-order.ts";
import type { Compilation } from "../../query/compile.ts";
import { lockFileName } from "../../release/lock/model.ts";
import { suggest } from "../../semantics/suggest.ts";
import { defineCommand, flag, textOption, words } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { compileProject, exitCodeFor } from "../project/compile-project.ts";
import { onlyEnvironment } from "../project/only-environment.ts";
import { printProblems } from "../project/print-findings.ts";
import { inThisAccount } from "../release/in-this-account.ts";
import { ledgerFolderOf } from "../release/open-release.ts";
import { recordIn } from "../release/record-in.ts";
import { releaseOptions } from "../release/release-options.ts";
import { withRefusals } from "../release/with-refusals.ts";
import { openStatusLine } from "../status-line.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { VerificationError } from "../verification-error.ts";

export const command = defineCommand({
  summary: "bake the images that are not baked yet, with Packer",
  description:
    "Runs Packer for every image whose fingerprint no image in EC2 carries, in any of its regions, and records the " +
    "images in the ledger of each environment that uses them and is not in another account. What is baked already is " +
    "not baked again.",
  arguments: { images: words("image", "images to bake (default: every image that a fleet uses)") },
  options: {
    ...releaseOptions,
    commit: textOption("--commit <id>", "the commit that is baked (default: git's HEAD)"),
    allowDirty: flag("--allow-dirty", "bake though files differ from the commit; the ledger will say so"),
    subnet: textOption("--subnet <id>", "the subnet to bake in (default: the default VPC's own choice)"),
    locked: flag("--locked", "refuse bases that immu.lock does not pin, and another immuc"),
    dryRun: flag("--dry-run", "say what would be baked, do nothing"),
    json: flag("--json", "print one JSON document"),
  },
  run: ({ terminal, arguments: { images: names }, options }) =>
    withRefusals(async () => {
      const { locked, params, environment, subnet } = options;
      const project = await compileProject(terminal.folder, options.project, { params, environment, locked });
      const { place, compilation } = project;
      const { diagnostics, sources, contents } = compilation;
      await printProblems(terminal, diagnostics, sources, place.root);
      const bakeable = await bakeablePlan(compilation, terminal);
      if (bakeable === null) return exitCodeFor(diagnostics);
      const plan = onlyEnvironment(bakeable, environment);
      const { emitPacker } = await import("../../emit/packer/emit-packer.ts");
      const artifacts = emitPacker(plan, contents);
      const images = chosenImages(plan, names);
      const source = options.dryRun ? null : await sourceOf(place.root, options);
      const folder = ledgerFolderOf(place.root);
      const baking = sortedValues(plan.environments).filter((each) => images.some((image) => uses(each, image)));
      const here = await inThisAccount(terminal, baking);
      const { bakedImages } = await import("../../host/aws/baked-images.ts");
      const results: BakeResult[] = [];
      const tell = (result: BakeResult): void => {
        results.push(result);
        if (!options.json) terminal.print(resultText(result));
      };
      for (const image of images) {
        const { name, fingerprint } = image;
        const title = `${name} ${shortDigest(fingerprint)}`;
        const wanting = inPromotionOrder(plan.environments).filter((each) => uses(each, image));
        const users = wanting.filter((each) => here.has(each.name));
        // One that no environment uses is baked where it was asked for by name.
        if (wanting.length > 0 && users.length === 0) continue;
        refuseRevoked(image, users, (user) => soundLedger(folder, user).live);
        const before = await bakedImages(image.regions, fingerprint);
        const missing = image.regions.filter((region) => !before.has(region));
        if (source === null) {
          const amis = Object.fromEntries([...before].map(([region, { id }]) => [region, id]));
          tell({ image: name, fingerprint, baked: false, amis, missing });
          continue;
        }
        if (missing.length > 0) {
          refuseHalfBaked(title, [...before.keys()], missing);
          await refuseForeignBase(image);
          const files = filesOf(image, artifacts);
          await bakeWatched(terminal, { root: place.root, image: name, files, commit: source.commit, subnet });
        }
        const after = missing.length > 0 ? await bakedImages(image.regions, fingerprint) : before;
        const amis = amisOf(image, after);
        const base = image.definition.base.pins[image.regions[0] ?? ""]?.id ?? null;
        const event: Draft = { kind: "baked", image: name, fingerprint, amis, base, ...source.remark };
        for (const user of users) await recordIn({ terminal, folder, commit: source.commit }, user.name, event);
        tell({ image: name, fingerprint, baked: missing.length > 0, amis, missing: [] });
      }
      if (options.json) terminal.print(`${JSON.stringify({ images: results }, null, 2)}\n`);
      return exitCodes.fine;
    }),
});

/** The plan, whatever is wrong with rollouts alone: a bake rolls nothing out. Null where anything else is wrong. */
async function bakeablePlan({ emittable, diagnostics }: Compilation, terminal: Terminal): Promise<Plan | null> {
  const errors = diagnostics.filter(({ level }) => level === "error");
  if (errors.length === 0 || emittable === null) return emittable;
  const { isOfRolloutAlone } = await import("../../rollout/check-rollouts.ts");
  if (!errors.every(({ code }) => isOfRolloutAlone(code))) return null;
  terminal.note("what is wrong is with rollouts alone: images are baked, and are not rolled out before it is mended\n");
  return emittable;
}

interface BakeResult {
  readonly image: string;
  readonly fingerprint: string;
  /** Whether this run has baked it. */
  readonly baked: boolean;
  /** Ids by region. */
  readonly amis: Readonly<Record<string, string>>;
  /** The regions that it would be baked for; none but with --dry-run. */
  readonly missing: readonly string[];
}

function resultText({ image, fingerprint, baked, amis, missing }: BakeResult): string {
  const ids = Object.entries(amis).map(([region, id]) => `${id} in ${region}`);
  const is =
    missing.length > 0 ? `would be baked for ${missing.join(", ")}` : `${baked ? "" : "is "}baked, ${ids.join(", ")}`;
  return `${image} ${shortDigest(fingerprint)}: ${is}\n`;
}

interface BakeSource {
  readonly commit: string;
  readonly remark: { readonly reason?: string };
}

/** The commit to bake, which must be what the files are. */
async function sourceOf(
  root: string,
  { commit, allowDirty }: { readonly commit: string | undefined; readonly allowDirty: boolean },
): Promise<BakeSource> {
  if (commit !== undefined && !/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit))
    throw new UsageError(`--commit ${commit}: it must be a full commit id, of 40 or 64 hexadecimal digits`);
  const reading = await readCommit(root);
  if (reading === null) {
    if (commit !== undefined) return { commit, remark: {} };
    throw new UsageError(
      "the project is in no git repository with a commit\n  Commit it, or name the commit that it is of: --commit.",
    );
  }
  const { changed } = reading;
  if (changed.length > 0 && !allowDirty)
    throw new VerificationError(
      `${changed.length === 1 ? "a file differs" : `${changed.length} files differ`} from the commit: ${firstNames(changed)}\n` +
        "  An image must be what its commit says. Commit first, or bake with --allow-dirty, which the ledger will say.",
    );
  return {
    commit: commit ?? reading.commit,
    remark:
      changed.length > 0
        ? { reason: `baked with changes that are in no commit: ${changed.slice(0, 20).join(", ")}` }
        : {},
  };
}

function chosenImages(plan: Plan, names: readonly string[]): readonly ImagePlan[] {
  for (const name of names) {
    if (Object.hasOwn(plan.images, name)) continue;
    const near = suggest(name, Object.keys(plan.images));
    throw new UsageError(
      `project ${plan.project.name} has no image ${name}${near === null ? "" : `\n  Did you mean ${near}?`}`,
    );
  }
  const environments = Object.values(plan.environments);
  return sortedValues(plan.images).filter((image) =>
    names.length > 0 ? names.includes(image.name) : environments.some((environment) => uses(environment, image)),
  );
}

function uses({ fleets }: EnvironmentPlan, { fingerprint }: ImagePlan): boolean {
  return Object.values(fleets).some(
    ({ wanted, generations }) => generations[wanted]?.image.fingerprint === fingerprint,
  );
}

function refuseRevoked(
  image: ImagePlan,
  users: readonly EnvironmentPlan[],
  liveOf: (environment: string) => ReturnType<typeof soundLedger>["live"],
): void {
  for (const { name } of users) {
    const revoked = lookup(liveOf(name).images, image.fingerprint)?.revoked ?? null;
    if (revoked !== null)
      throw new VerificationError(
        `image ${image.name} (${shortDigest(image.fingerprint)}) is revoked in ${name}: ${revoked}\n  Change it: the same definition would bake the same image.`,
      );
  }
}

/** `there`: the regions that have the image already. */
function refuseHalfBaked(title: string, there: readonly string[], missing: readonly string[]): void {
  if (there.length === 0) return;
  throw new EnvironmentFault(
    `image ${title} is in ${there.join(", ")} and not in ${missing.join(", ")}, and a name is baked once\n` +
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
async function bakeWatched(terminal: Terminal, request: Omit<BakeRequest, "onCommand" | "onOutput">): Promise<void> {
  const { bakeImage } = await import("../../host/packer/bake.ts");
  const status = await openStatusLine(terminal);
  await bakeImage({
    ...request,
    onCommand: (line) => {
      status?.clear();
      terminal.note(`${request.image}: ${line}\n`);
    },
    onOutput: (line) => status?.show(`${request.image}: ${line}`),
  }).finally(() => status?.stop());
}

/** The ids by region; every region must have one that can be used. */
function amisOf(image: ImagePlan, found: ReadonlyMap<string, BakedImage>): Readonly<Record<string, string>> {
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
