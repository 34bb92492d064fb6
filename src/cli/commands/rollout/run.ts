import { shortDigest } from "../../../base/digest.ts";
import { sortedValues } from "../../../base/record.ts";
import { plural } from "../../../base/wording.ts";
import { interruptible } from "../../../host/interruption.ts";
import type { Start } from "../../../host/release/begin-rollout.ts";
import { bringEnvironment } from "../../../host/release/bring-environment.ts";
import { aloneIn, recordDraft, soundLedger } from "../../../host/release/fleet-world.ts";
import { ReleaseRefused } from "../../../host/release/world.ts";
import type { FleetPlan } from "../../../plan/model.ts";
import { fleetOf, type RolloutRecord } from "../../../release/ledger/state.ts";
import { rolloutPath } from "../../../rollout/rollout-path.ts";
import { defineCommand, flag, textOption } from "../../command.ts";
import { exitCodes } from "../../exit-code.ts";
import { ofProject } from "../../project/path-word.ts";
import { dryEnvironmentText, dryRunText } from "../../release/dry-run.ts";
import { fleetNamed, openRelease, type Release } from "../../release/open-release.ts";
import { openStanding } from "../../release/open-standing.ts";
import { refuseUnlawful } from "../../release/refuse.ts";
import { optionalFleetArgument, releaseOptions, terraformOptions } from "../../release/release-options.ts";
import { type Acting, followRollout, openActing } from "../../release/run-fleet.ts";
import { broughtOf, refusedStart, startOf } from "../../release/start-rollout.ts";
import { withRefusals } from "../../release/with-refusals.ts";

export const command = defineCommand({
  summary: "release what the source wants step by step, or go back",
  description:
    "Walks each fleet from what is live to what the source wants: applies a step, checks that AWS shows it, watches its " +
    "alarms while it bakes, and records that it passed. A step that fails takes all traffic back at once. Killed at any " +
    "moment, --resume goes on with the path that the ledger holds. What lies beside the generations, such as balancers, " +
    "scaling and how long logs are kept, comes along, and alone where no generation is to change.",
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
      const opened = await (options.resume ? openStanding : openRelease)(terminal, options);
      if (opened.kind === "failed") return opened.code;
      const { release } = opened;
      const { environment } = release;
      const fleets = fleet === undefined ? sortedValues(environment.fleets) : [fleetNamed(environment, fleet)];
      const wishes = fleets.map((each) => wishOf(release, each, options));
      const todo = wishes.filter((wish) => wish.kind !== "idle");
      const idle = wishes.filter((wish) => wish.kind === "idle");
      // What lies beside the generations comes along with a rollout, and alone where none starts.
      const alone = todo.length === 0 && !options.resume;
      const tellIdle = (rest: string): void => {
        for (const { fleet: each } of idle) {
          const how = options.resume
            ? "no rollout is under way"
            : `generation ${shortDigest(each.wanted)} is live${rest}`;
          terminal.print(`${environment.name} / ${each.name}: ${how}\n`);
        }
      };
      if (!alone) tellIdle(", nothing to do");
      if (options.dryRun) {
        if (alone) terminal.print(dryEnvironmentText(release));
        for (const wish of todo)
          terminal.print(dryRunText(release, wish.fleet, wish.kind === "resume" ? wish.rollout : null));
        return exitCodes.fine;
      }
      if (todo.length === 0 && options.resume) return exitCodes.fine;
      const acting = await openActing(terminal, release, options);
      return interruptible(async (signal) => {
        if (alone) {
          const changes = await bringAlone(acting, fleets);
          if (changes > 0)
            terminal.print(`${environment.name}: ${plural(changes, "change")} applied beside the generations\n`);
          tellIdle(changes > 0 ? "" : ", nothing to do");
        }
        const drive = { pace: options.pace, holdPromotion: options.hold, leaveRetirement: options.leave, signal };
        for (const wish of todo) {
          const start = wish.kind === "start" ? await startFor(acting, wish.fleet, fleets, options) : null;
          // What fails in one fleet may well be in the next one too.
          const code = await followRollout(acting, wish.fleet, start, drive);
          if (code !== exitCodes.fine) return code;
        }
        return exitCodes.fine;
      });
    }),
});

/** The start of a fleet's rollout. `fleets`: all that are released. */
async function startFor(
  acting: Acting,
  fleet: FleetPlan,
  fleets: readonly FleetPlan[],
  options: WishOptions,
): Promise<Start> {
  const { release } = acting;
  const start = await startOf(release, fleet, options.retry !== undefined);
  return {
    ...start,
    judge: () => {
      // Other processes may have acted while this one waited for its turn.
      wishOf(release, fleet, options);
      refuseUnlawful(soundLedger(release.folder, release.environment.name), start.event);
    },
    // A start tells by itself what the environment was brought to.
    bring: async () => ((await bringBeside(acting, fleets)) > 0 ? broughtOf(release) : null),
  };
}

/** Applies what lies beside the generations of these fleets, where none is to change, and records it; how many changes. */
function bringAlone(acting: Acting, fleets: readonly FleetPlan[]): Promise<number> {
  const { release, terminal } = acting;
  const { note } = terminal;
  return aloneIn({ ...release, note }, async () => {
    const changes = await bringBeside(acting, fleets);
    const brought = changes > 0 ? await broughtOf(release) : null;
    if (brought !== null) await recordDraft({ ...acting, ...release, note }, brought, []);
    return changes;
  });
}

/** Applies what lies beside the generations of these fleets, while nobody else acts; how many changes that took. */
function bringBeside({ terminal, release, workspace, agreed }: Acting, fleets: readonly FleetPlan[]): Promise<number> {
  const { environment, folder, ownerOf } = release;
  const { note } = terminal;
  const names = fleets.map(({ name }) => name);
  const ledger = soundLedger(folder, environment.name);
  return bringEnvironment({ environment, fleets: names, workspace, ledger, ownerOf, agreed, note });
}

interface WishOptions {
  readonly resume: boolean;
  readonly retry: string | undefined;
}

type Wish =
  | { readonly kind: "start"; readonly fleet: FleetPlan }
  /** To go on with a rollout that is under way. */
  | { readonly kind: "resume"; readonly fleet: FleetPlan; readonly rollout: RolloutRecord }
  | { readonly kind: "idle"; readonly fleet: FleetPlan };

/** What to do for a fleet. */
function wishOf(release: Release, fleet: FleetPlan, { resume, retry }: WishOptions): Wish {
  const { environment, folder } = release;
  const { rollout } = fleetOf(soundLedger(folder, environment.name).live, fleet.name);
  if (resume) return rollout === null ? { kind: "idle", fleet } : { kind: "resume", fleet, rollout };
  if (rollout?.phase === "active" || rollout?.generation === fleet.wanted)
    throw new ReleaseRefused(
      `fleet ${fleet.name} is being rolled out to ${shortDigest(rollout.generation)} (${rollout.passed} of ${rollout.steps.length} steps passed)\n` +
        `  Go on with --resume${rollout.phase === "active" ? `, or give it up: immuc rollout abort --env ${environment.name} ${fleet.name}${ofProject(release.project)}` : ""}.`,
    );
  if (rolloutPath(environment, fleet).steps.length === 0) return { kind: "idle", fleet };
  const refused = refusedStart(release, fleet, (name) => soundLedger(folder, name), retry);
  if (refused !== null) throw new ReleaseRefused(refused);
  return { kind: "start", fleet };
}
