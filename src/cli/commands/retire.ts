import { shortDigest } from "../../base/digest.ts";
import { soundLedger } from "../../host/release/fleet-world.ts";
import type { Draft } from "../../host/release/world.ts";
import { fleetOf } from "../../release/ledger/state.ts";
import { retire } from "../../rollout/retire.ts";
import { sameState, without } from "../../rollout/state.ts";
import { defineCommand, flag, word } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { moveFleet } from "../release/move-fleet.ts";
import { fleetNamed, generationNamed } from "../release/open-release.ts";
import { openStanding } from "../release/open-standing.ts";
import { stateText } from "../release/progress.ts";
import { refuseUnlawful } from "../release/refuse.ts";
import { fleetArgument, reasonOption, releaseOptions, terraformOptions } from "../release/release-options.ts";
import type { Acting } from "../release/run-fleet.ts";
import { withRefusals } from "../release/with-refusals.ts";

export const command = defineCommand({
  summary: "take a generation without traffic away",
  description:
    "Takes a generation that has no traffic away, an apply each: its instances drain, it leaves the listener, it goes. " +
    "Its definition stays in the ledger, so that it can be rolled back to.",
  arguments: { fleet: fleetArgument, generation: word("generation", "the beginning of its digest") },
  options: {
    ...releaseOptions,
    reason: reasonOption,
    dryRun: flag("--dry-run", "say what would be done, do nothing"),
    pluginFolder: terraformOptions.pluginFolder,
    pace: terraformOptions.pace,
    yes: terraformOptions.yes,
  },
  run: ({ terminal, arguments: { fleet: name, generation: prefix }, options }) =>
    withRefusals(async () => {
      const opened = await openStanding(terminal, options);
      if (opened.kind === "failed") return opened.code;
      const { release } = opened;
      const fleet = fleetNamed(release.environment, name);
      const ledger = soundLedger(release.folder, release.environment.name);
      const record = fleetOf(ledger.live, name);
      const generation = generationNamed(prefix, Object.keys(record.generations));
      const state = without(record.state, [generation]);
      const reason = options.reason === undefined ? {} : { reason: options.reason };
      const event: Draft = { kind: "retired", fleet: name, generation, state, ...reason };
      refuseUnlawful(ledger, event);
      const title = `${release.environment.name} / ${name}: generation ${shortDigest(generation)}`;
      const planned = retire({
        fleet,
        state: record.state,
        ids: [generation],
        phase: "retire",
        prefix: "",
        abort: () => null,
      });
      const steps = planned.filter((step, index) => !sameState(step.state, planned[index - 1]?.state ?? record.state));
      const states = steps.map((step) => ({ name: `retire-${step.name}`, state: step.state }));
      if (options.dryRun || states.length === 0) {
        for (const each of states) terminal.print(`${each.name}: ${stateText(each.state)}\n`);
        if (states.length === 0) terminal.print(`${title} is not there any more\n`);
        return exitCodes.fine;
      }
      const left = async ({ workspace }: Acting) => {
        // One that was cut short just before its entry has nothing left to take away.
        const there = await workspace.resources(name);
        const gone = there !== null && there.groups[shortDigest(generation)] === undefined;
        return gone ? states.slice(-1) : states;
      };
      const move = { fleet, generation, states: left, patience: 7_200_000, event, ledger };
      await moveFleet(terminal, release, move, options);
      terminal.print(`${title} is retired\n`);
      return exitCodes.fine;
    }),
});
