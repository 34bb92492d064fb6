import { shortDigest } from "../../../base/digest.ts";
import { interruptible } from "../../../host/interruption.ts";
import { bringEnvironment } from "../../../host/release/bring-environment.ts";
import { aloneIn, soundLedger } from "../../../host/release/fleet-world.ts";
import { ReleaseRefused } from "../../../host/release/world.ts";
import type { FleetPlan } from "../../../plan/model.ts";
import { byName } from "../../../plan/promotion-order.ts";
import { fleetOf, type RolloutRecord } from "../../../release/ledger/state.ts";
import { rolloutPath } from "../../../rollout/rollout-path.ts";
import { defineCommand, flag, textOption } from "../../command.ts";
import { exitCodes } from "../../exit-code.ts";
import { dryRunText } from "../../release/dry-run.ts";
import { fleetNamed, openRelease, type Release } from "../../release/open-release.ts";
import { optionalFleetArgument, releaseOptions, terraformOptions } from "../../release/release-options.ts";
import { followRollout, openActing } from "../../release/run-fleet.ts";
import { recordStart, refusedStart } from "../../release/start-rollout.ts";
import { withRefusals } from "../../release/with-refusals.ts";
import type { Terminal } from "../../terminal.ts";

export const command = defineCommand({
  summary: "release what the source wants step by step, or go back",
  description:
    "Walks each fleet from what is live to what the source wants: applies a step, checks that AWS shows it, watches its " +
    "alarms while it bakes, and records that it passed. A step that fails takes all traffic back at once. Killed at any " +
    "moment, --resume goes on with the path that the ledger holds.",
  arguments: { fleet: optionalFleetArgument },
  options: {
    ...releaseOptions,
    resume: flag("--resume", "go on with a rollout that is under way"),
    dryRun: flag("--dry-run", "print every command, do nothing"),
    retry: textOption("--retry <generation>", "try this generation again, though it failed before"),
    hold: flag("--hold", "leave the promotion to `immuc promote`"),
    leave: flag("--until-promoted", "leave the retirement of the old generation to a later --resume"),
    ...terraformOptions,
  },
  run: ({ terminal, arguments: { fleet }, options }) =>
    withRefusals(async () => {
      const opened = await openRelease(terminal, options);
      if (opened.kind === "failed") return opened.code;
      const { release } = opened;
      const { environment } = release;
      const fleets = fleet === undefined ? byName(environment.fleets) : [fleetNamed(environment, fleet)];
      const todo = fleets.flatMap((each) => wishOf(terminal, release, each, options));
      if (options.dryRun) {
        for (const wish of todo) terminal.print(dryRunText(release, wish.fleet, wish.under));
        return exitCodes.fine;
      }
      if (todo.length === 0) return exitCodes.fine;
      const acting = await openActing(terminal, release, options);
      return interruptible(async (signal) => {
        const drive = { pace: options.pace, holdPromotion: options.hold, leaveRetirement: options.leave, signal };
        for (const { fleet: each, under } of todo) {
          if (under === null) {
            await aloneIn({ root: release.root, environment, note: terminal.note }, async () => {
              const ledger = soundLedger(release.folder, environment.name);
              const { workspace } = acting;
              const { ownerOf } = release;
              const names = [each.name];
              await bringEnvironment({
                environment,
                fleets: names,
                workspace,
                ledger,
                ownerOf,
                agreed: options.yes,
                note: terminal.note,
              });
            });
            const path = rolloutPath(environment, each);
            await recordStart(release, { ...acting, note: terminal.note }, each, path, options.retry !== undefined);
          }
          // What fails in one fleet may well be in the next one too.
          const code = await followRollout(acting, each, drive);
          if (code !== exitCodes.fine) return code;
        }
        return exitCodes.fine;
      });
    }),
});

interface Wish {
  readonly fleet: FleetPlan;
  /** The rollout to go on with; null where a new one starts. */
  readonly under: RolloutRecord | null;
}

/** What to do for a fleet; nothing where nothing is, which is said. */
function wishOf(
  terminal: Terminal,
  release: Release,
  fleet: FleetPlan,
  { resume, retry }: { readonly resume: boolean; readonly retry: string | undefined },
): readonly Wish[] {
  const { environment, folder } = release;
  const { rollout } = fleetOf(soundLedger(folder, environment.name).live, fleet.name);
  const title = `${environment.name} / ${fleet.name}`;
  if (resume) {
    if (rollout !== null) return [{ fleet, under: rollout }];
    terminal.print(`${title}: no rollout is under way\n`);
    return [];
  }
  if (rollout?.phase === "active" || rollout?.generation === fleet.wanted)
    throw new ReleaseRefused(
      `fleet ${fleet.name} is being rolled out to ${shortDigest(rollout.generation)} (${rollout.passed} of ${rollout.steps.length} steps passed)\n` +
        `  Go on with --resume${rollout.phase === "active" ? `, or give it up: immuc rollout abort --env ${environment.name} ${fleet.name}` : ""}.`,
    );
  if (rolloutPath(environment, fleet).steps.length === 0) {
    terminal.print(`${title}: generation ${shortDigest(fleet.wanted)} is live, nothing to do\n`);
    return [];
  }
  const refused = refusedStart(release, fleet, (name) => soundLedger(folder, name), retry);
  if (refused !== null) throw new ReleaseRefused(refused);
  return [{ fleet, under: null }];
}
