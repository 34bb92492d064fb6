import { shortDigest } from "../../../base/digest.ts";
import { interruptible } from "../../../host/interruption.ts";
import { abortRollout } from "../../../host/release/drive-rollout.ts";
import { soundLedger } from "../../../host/release/fleet-world.ts";
import { ReleaseRefused } from "../../../host/release/world.ts";
import { fleetOf, unprovenGeneration } from "../../../release/ledger/state.ts";
import { defineCommand } from "../../command.ts";
import { exitCodes } from "../../exit-code.ts";
import { ofProject, ofSource } from "../../project/path-word.ts";
import { fleetNamed } from "../../release/open-release.ts";
import { openStanding } from "../../release/open-standing.ts";
import { fleetArgument, reasonOption, releaseOptions, terraformOptions } from "../../release/release-options.ts";
import { openActing, openFleet } from "../../release/run-fleet.ts";
import { trafficText } from "../../release/traffic-text.ts";
import { wayToProve } from "../../release/way-to-prove.ts";
import { withRefusals } from "../../release/with-refusals.ts";

export const command = defineCommand({
  summary: "give a rollout up: all traffic back in one apply",
  description:
    "Takes all traffic back to the generation before and records that the rollout failed. A `rollout run` that follows " +
    "it elsewhere ends by itself. After the promotion, `immuc rollback` is what goes back.",
  arguments: { fleet: fleetArgument },
  options: {
    ...releaseOptions,
    reason: reasonOption,
    pluginFolder: terraformOptions.pluginFolder,
    pace: terraformOptions.pace,
    yes: terraformOptions.yes,
  },
  run: ({ terminal, arguments: { fleet: name }, options }) =>
    withRefusals(async () => {
      const opened = await openStanding(terminal, options);
      if (opened.kind === "failed") return opened.code;
      const { release } = opened;
      const { environment, folder } = release;
      const fleet = fleetNamed(environment, name);
      const { rollout } = fleetOf(soundLedger(folder, environment.name).live, name);
      if (rollout === null) throw new ReleaseRefused(`no rollout of fleet ${name} is under way in ${environment.name}`);
      if (rollout.phase === "settling")
        throw new ReleaseRefused(
          `generation ${shortDigest(rollout.generation)} of fleet ${name} is promoted already\n  Roll back instead: immuc rollback ${name} --env ${environment.name}${ofProject(options.project)}.`,
        );
      const acting = await openActing(terminal, release, options);
      const { world, view } = await openFleet(acting, fleet);
      const reason = options.reason ?? `given up on the command line by ${acting.actor}`;
      try {
        await interruptible((signal) =>
          abortRollout(world, reason, { pace: options.pace, holdPromotion: false, leaveRetirement: false, signal }),
        );
      } finally {
        view.end();
      }
      const { live } = soundLedger(folder, environment.name);
      const record = fleetOf(live, name);
      const unproven = unprovenGeneration(record);
      const onward = unproven === null ? "" : `  ${wayToProve(live, name, unproven, ofSource(options))}\n`;
      terminal.print(`${environment.name} / ${name}: aborted, ${trafficText(record)}\n${onward}`);
      return exitCodes.fine;
    }),
});
