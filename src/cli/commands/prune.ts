import { InvalidArgumentError } from "commander";
import { assertNever } from "../../base/assert-never.ts";
import { shortDigest } from "../../base/digest.ts";
import { groupBy } from "../../base/group-by.ts";
import type { Json } from "../../base/json.ts";
import { byText, distinctTexts } from "../../base/order.ts";
import { lookup } from "../../base/record.ts";
import { plural } from "../../base/wording.ts";
import { systemClock } from "../../host/release/clock.ts";
import { readCommit } from "../../host/release/commit.ts";
import type { Plan } from "../../plan/model.ts";
import { type PrunableImage, prunableImages, type Retention, type WantedImage } from "../../release/query/images.ts";
import { durationText } from "../../rollout/text.ts";
import { defineCommand, flag, type OptionSpec } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { compileProject, exitCodeFor } from "../project/compile-project.ts";
import { printFindings } from "../project/print-findings.ts";
import { inThisAccount } from "../release/in-this-account.ts";
import { ledgerFolderOf } from "../release/open-release.ts";
import { type Fate, pruneCopies } from "../release/prune-copies.ts";
import { soundHistory } from "../release/read-ledger-of.ts";
import { recordIn } from "../release/record-in.ts";
import { releaseOptions } from "../release/release-options.ts";
import { withRefusals } from "../release/with-refusals.ts";
import type { Terminal } from "../terminal.ts";

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
      const { params, apply, grace, json } = options;
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
      const going = prunableImages(environments, retentionOf(plan), wantedImages(plan));
      const say = (text: string): void => {
        if (!json) terminal.print(text);
      };
      if (environments.length === 0) say("nothing was ever baked: there is no ledger\n");
      else if (going.length === 0) say("every image is needed\n");
      const now = systemClock.now();
      const fates: Fate[] = [];
      const tell = (fate: Fate): void => {
        fates.push(fate);
        say(fateText(fate, now, apply));
      };
      const reached = await inReach(going, plan, terminal);
      const commit = (await readCommit(place.root))?.commit ?? null;
      for (const [fingerprint, found] of groupBy(reached, ({ image }) => image.fingerprint))
        for (const environment of await pruneCopies(found, { now, grace, apply, tell }))
          await recordIn({ terminal, folder, commit }, environment, { kind: "pruned", fingerprint });
      if (reached.length > 0 && !apply) say("nothing was done; --apply does it\n");
      if (json) terminal.print(`${JSON.stringify({ applied: apply, images: fates.map(fateJson) }, null, 2)}\n`);
      return exitCodes.fine;
    }),
});

// An image that the source no longer has is kept by what runs it alone.
function retentionOf({ images }: Plan): Retention {
  return (name) => lookup(images, name)?.retain ?? 0;
}

function wantedImages({ images }: Plan): readonly WantedImage[] {
  return Object.values(images).map(({ fingerprint, definition }) => ({
    fingerprint,
    bases: Object.values(definition.base.pins).map(({ id }) => id),
  }));
}

/** The images of environments that the credentials reach, by fingerprint. */
async function inReach(
  going: readonly PrunableImage[],
  { environments }: Plan,
  terminal: Terminal,
): Promise<readonly PrunableImage[]> {
  const names = distinctTexts(going.map(({ environment }) => environment));
  // One that the source no longer has is taken to be here.
  const places = names.map((name) => lookup(environments, name) ?? { name, region: "", account: null });
  const here = await inThisAccount(terminal, places);
  return going.filter(({ environment }) => here.has(environment)).sort(byText(({ image }) => image.fingerprint));
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
