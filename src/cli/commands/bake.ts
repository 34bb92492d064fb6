import { shortDigest } from "../../base/digest.ts";
import { lookup, sortedValues } from "../../base/record.ts";
import { hasErrors } from "../../diagnostics/diagnostic.ts";
import { soundLedger } from "../../host/release/fleet-world.ts";
import type { EnvironmentPlan, ImagePlan, Plan } from "../../plan/model.ts";
import { inPromotionOrder } from "../../plan/promotion-order.ts";
import type { Compilation } from "../../query/compile.ts";
import { suggest } from "../../semantics/suggest.ts";
import { defineCommand, flag, textOption, words } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { compileProject, exitCodeFor } from "../project/compile-project.ts";
import { hasErrorsBesideRollouts } from "../project/errors-beside-rollouts.ts";
import { onlyEnvironment } from "../project/only-environment.ts";
import { printProblems } from "../project/print-findings.ts";
import { type BakeResult, bakeOnce, lookForImage } from "../release/bake-image.ts";
import { type BakeSource, bakeSource } from "../release/bake-source.ts";
import { inThisAccount } from "../release/in-this-account.ts";
import { ledgerFolderOf } from "../release/open-release.ts";
import { recordIn } from "../release/record-in.ts";
import { releaseOptions } from "../release/release-options.ts";
import { withRefusals } from "../release/with-refusals.ts";
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
      const { locked, params, environment, subnet, dryRun, json } = options;
      const project = await compileProject(terminal.folder, options.project, { params, environment, locked });
      const { diagnostics, sources, contents } = project.compilation;
      const { root } = project.place;
      await printProblems(terminal, diagnostics, sources, root);
      const bakeable = await bakeablePlan(project.compilation, terminal);
      if (bakeable === null) return exitCodeFor(diagnostics);
      const plan = onlyEnvironment(bakeable, environment);
      const { emitPacker } = await import("../../emit/packer/emit-packer.ts");
      const artifacts = emitPacker(plan, contents);
      const images = chosenImages(plan, names);
      const source = dryRun ? null : await bakeSource(root, options);
      const folder = ledgerFolderOf(root);
      const results: BakeResult[] = [];
      for (const { image, users } of await inReach(images, plan, terminal)) {
        refuseRevoked(image, users, (user) => soundLedger(folder, user).live);
        const result =
          source === null
            ? await lookForImage(image)
            : await bakeOnce(image, { terminal, root, artifacts, commit: source.commit, subnet });
        if (source !== null)
          for (const { name } of users)
            await recordIn({ terminal, folder, commit: source.commit }, name, bakedEvent(image, result, source));
        results.push(result);
        if (!json) terminal.print(resultText(result));
      }
      if (json) terminal.print(`${JSON.stringify({ images: results }, null, 2)}\n`);
      return exitCodes.fine;
    }),
});

/** The plan, whatever is wrong with rollouts alone: a bake rolls nothing out. Null where anything else is wrong. */
async function bakeablePlan({ emittable, diagnostics }: Compilation, terminal: Terminal): Promise<Plan | null> {
  if (emittable === null || !hasErrors(diagnostics)) return emittable;
  if (await hasErrorsBesideRollouts(diagnostics)) return null;
  terminal.note("what is wrong is with rollouts alone: images are baked, and are not rolled out before it is mended\n");
  return emittable;
}

/** The images that can be baked with these credentials, each with the environments in reach that use it. */
async function inReach(
  images: readonly ImagePlan[],
  { environments }: Plan,
  terminal: Terminal,
): Promise<readonly { readonly image: ImagePlan; readonly users: readonly EnvironmentPlan[] }[]> {
  const baking = sortedValues(environments).filter((each) => images.some((image) => uses(each, image)));
  const here = await inThisAccount(terminal, baking);
  return images.flatMap((image) => {
    const wanting = inPromotionOrder(environments).filter((each) => uses(each, image));
    const users = wanting.filter(({ name }) => here.has(name));
    // One that no environment uses is baked where it was asked for by name.
    return wanting.length > 0 && users.length === 0 ? [] : [{ image, users }];
  });
}

function bakedEvent(
  { name, fingerprint, regions, definition }: ImagePlan,
  { amis }: BakeResult,
  { reason }: BakeSource,
) {
  const base = definition.base.pins[regions[0] ?? ""]?.id ?? null;
  return { kind: "baked", image: name, fingerprint, amis, base, ...(reason === undefined ? {} : { reason }) } as const;
}

function resultText({ image, fingerprint, baked, amis, missing }: BakeResult): string {
  const ids = Object.entries(amis).map(([region, id]) => `${id} in ${region}`);
  const is =
    missing.length > 0 ? `would be baked for ${missing.join(", ")}` : `${baked ? "" : "is "}baked, ${ids.join(", ")}`;
  return `${image} ${shortDigest(fingerprint)}: ${is}\n`;
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
