import { InvalidArgumentError } from "commander";
import { assertNever } from "../../base/assert-never.ts";
import { shortDigest } from "../../base/digest.ts";
import type { Json } from "../../base/json.ts";
import { compareCodePoints, distinctTexts } from "../../base/order.ts";
import { lookup } from "../../base/record.ts";
import { plural } from "../../base/wording.ts";
import { systemClock } from "../../host/release/clock.ts";
import { readCommit } from "../../host/release/commit.ts";
import type { Plan } from "../../plan/model.ts";
import { prunableImages, type WantedImage } from "../../release/query/images.ts";
import { type PruneStage, pruneStage } from "../../release/run/prune-stage.ts";
import { durationText } from "../../rollout/text.ts";
import { defineCommand, flag, type OptionSpec } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { compileProject, exitCodeFor } from "../project/compile-project.ts";
import { printFindings } from "../project/print-findings.ts";
import { inThisAccount } from "../release/in-this-account.ts";
import { ledgerFolderOf } from "../release/open-release.ts";
import { soundHistory } from "../release/read-ledger-of.ts";
import { recordIn } from "../release/record-in.ts";
import { releaseOptions } from "../release/release-options.ts";
import { withRefusals } from "../release/with-refusals.ts";

export const command = defineCommand({
  summary: "take images away that nothing needs, in stages",
  description:
    "Lists the images that no environment runs, would roll back to, or keeps by its `retain`, that the source does not want, " +
    "and that no such image is baked from. With --apply each goes one stage further: deprecated, then disabled, then deregistered, with --grace " +
    "between two. Run it every day.",
  arguments: {},
  options: {
    project: releaseOptions.project,
    params: releaseOptions.params,
    apply: flag("--apply", "do it; without, it is only said"),
    grace: graceOption("--grace <time>", "how long between two stages: 7d, 12h, 0s (default 7d)"),
    json: flag("--json", "print one JSON document"),
  },
  run: ({ terminal, options }) =>
    withRefusals(async () => {
      const { params } = options;
      const request = { params, environment: undefined, locked: false };
      const { place, compilation } = await compileProject(terminal.folder, options.project, request);
      // What is found about rollouts to come says nothing of images that nobody needs.
      const { emittable: plan, diagnostics, sources } = compilation;
      if (plan === null) {
        await printFindings(terminal, diagnostics, sources, place.root);
        return exitCodeFor(diagnostics);
      }
      const folder = ledgerFolderOf(place.root);
      const environments = [...soundHistory(folder).ledgers.values()].map(({ live }) => live);
      // An image that the source no longer has is kept by what runs it alone.
      const retention = (name: string): number => lookup(plan.images, name)?.retain ?? 0;
      const going = prunableImages(environments, retention, wantedImages(plan));
      const fates: Fate[] = [];
      const say = (text: string): void => {
        if (!options.json) terminal.print(text);
      };
      const now = systemClock.now();
      const tell = (fate: Fate): void => {
        fates.push(fate);
        say(fateText(fate, now, options.apply));
      };
      if (environments.length === 0) say("nothing was ever baked: there is no ledger\n");
      else if (going.length === 0) say("every image is needed\n");
      const names = distinctTexts(going.map(({ environment }) => environment));
      const here = await inThisAccount(
        terminal,
        names.map((name) => lookup(plan.environments, name) ?? { name, region: "", account: null }),
      );
      const reached = going.filter(({ environment }) => here.has(environment));
      const fingerprints = distinctTexts(reached.map(({ image }) => image.fingerprint));
      const commit = (await readCommit(place.root))?.commit ?? null;
      for (const fingerprint of fingerprints) {
        const rows = reached.filter(({ image }) => image.fingerprint === fingerprint);
        const name = rows[0]?.image.name ?? "";
        // Several environments may have it from one bake, or from one in each of their accounts.
        const amis = new Map(
          rows.flatMap(({ image }) => Object.entries(image.amis).map(([region, id]) => [id, region])),
        );
        const copies = [...amis].map(([id, region]) => ({ image: name, fingerprint, id, region })).sort(byRegion);
        // An image goes in all its regions or in none: half of one is nothing that a bake could mend.
        const used = await usedAmong(copies);
        used.forEach(tell);
        if (used.length > 0) continue;
        const gone = await takeFurther(copies, now, options, tell);
        if (!options.apply) continue;
        for (const { environment, image } of rows)
          if (Object.values(image.amis).every((id) => gone.has(id)))
            await recordIn({ terminal, folder, commit }, environment, { kind: "pruned", fingerprint });
      }
      if (fingerprints.length > 0 && !options.apply) say("nothing was done; --apply does it\n");
      if (options.json)
        terminal.print(`${JSON.stringify({ applied: options.apply, images: fates.map(fateJson) }, null, 2)}\n`);
      return exitCodes.fine;
    }),
});

function wantedImages({ images }: Plan): readonly WantedImage[] {
  return Object.values(images).map(({ fingerprint, definition }) => ({
    fingerprint,
    bases: Object.values(definition.base.pins).map(({ id }) => id),
  }));
}

/** One of an image's AMIs that the ledgers need no more, and what becomes of it. */
type Fate = AmiOfImage & (PruneStage | { readonly kind: "used"; readonly templates: readonly string[] });

interface AmiOfImage {
  readonly image: string;
  readonly fingerprint: string;
  readonly id: string;
  readonly region: string;
}

/** The copies of an image that a launch template starts machines from, whoever made it. */
async function usedAmong(copies: readonly AmiOfImage[]): Promise<readonly Fate[]> {
  const { templatesOf } = await import("../../host/aws/prune-image.ts");
  const used: Fate[] = [];
  for (const copy of copies) {
    const templates = await templatesOf(copy.region, copy.id);
    if (templates.length > 0) used.push({ kind: "used", ...copy, templates });
  }
  return used;
}

/** Takes each copy of an image one stage further, or tells what would be done. Gives the ids of those that are gone. */
async function takeFurther(
  copies: readonly AmiOfImage[],
  now: number,
  { apply, grace }: { readonly apply: boolean; readonly grace: number },
  tell: (fate: Fate) => void,
): Promise<ReadonlySet<string>> {
  const { lookAtImage, pruneImage } = await import("../../host/aws/prune-image.ts");
  const gone = new Set<string>();
  for (const copy of copies) {
    const { id, region } = copy;
    const stage = pruneStage(await lookAtImage(region, id), now, grace);
    if (apply && stage.kind !== "gone" && stage.kind !== "wait") await pruneImage(region, id, stage, now);
    tell({ ...stage, ...copy });
    if (stage.kind === "gone" || (apply && stage.kind === "deregister")) gone.add(id);
  }
  return gone;
}

function byRegion(left: AmiOfImage, right: AmiOfImage): number {
  return compareCodePoints(left.region, right.region) || compareCodePoints(left.id, right.id);
}

function fateText(fate: Fate, now: number, apply: boolean): string {
  const { image, fingerprint, id, region } = fate;
  return `${image} ${shortDigest(fingerprint)}  ${id} in ${region}: ${becomes(fate, now, apply)}\n`;
}

function becomes(fate: Fate, now: number, apply: boolean): string {
  switch (fate.kind) {
    case "used": {
      const [first, ...others] = fate.templates;
      const more = others.length === 0 ? "" : ` and ${plural(others.length, "other")}`;
      return `stays, as launch template ${first}${more} starts machines from it`;
    }
    case "deprecate":
      return apply ? "deprecated" : "would be deprecated";
    case "disable":
      return apply ? "disabled" : "would be disabled";
    case "deregister":
      return apply ? "deregistered, with its snapshots" : "would be deregistered, with its snapshots";
    case "gone":
      return "is gone";
    case "wait":
      return `${fate.next === "disable" ? "is deprecated; disabled" : "is disabled; deregistered"} in ${durationText(Math.ceil((fate.until - now) / 60_000) * 60_000)} at the earliest`;
    default:
      return assertNever(fate);
  }
}

function fateJson(fate: Fate): Json {
  return fate.kind === "wait" ? { ...fate, until: new Date(fate.until).toISOString() } : { ...fate };
}

function graceOption(flags: string, description: string): OptionSpec<number> {
  const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  return {
    flags,
    description,
    read: (raw) => {
      const [, count, unit = ""] = /^(\d+)([smhd])$/.exec(raw === undefined ? "7d" : String(raw)) ?? [];
      const size = units[unit];
      if (count === undefined || size === undefined) throw new InvalidArgumentError("It is a time such as 7d or 12h.");
      return Number(count) * size;
    },
  };
}
