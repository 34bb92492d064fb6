import { shortDigest } from "../../../base/digest.ts";
import { sortedValues } from "../../../base/record.ts";
import { LEGACY } from "../../../plan/legacy.ts";
import { stepsBeforePromotion } from "../../../release/ledger/laws/started.ts";
import type { Ledger } from "../../../release/ledger/ledger.ts";
import {
  type FleetRecord,
  type LiveEnvironment,
  revocationOf,
  unprovenGeneration,
} from "../../../release/ledger/state.ts";
import { passedAt } from "../../../release/run/passed-at.ts";
import { durationText } from "../../../rollout/text.ts";
import { defineCommand, flag } from "../../command.ts";
import { exitCodes } from "../../exit-code.ts";
import { ofProject } from "../../project/path-word.ts";
import { ledgerFolderOf, rootOf } from "../../release/open-release.ts";
import { ledgersOf } from "../../release/read-ledger-of.ts";
import { optionalFleetArgument, releaseOptions } from "../../release/release-options.ts";
import { wayToProve } from "../../release/way-to-prove.ts";

export const command = defineCommand({
  summary: "show what runs where, and how far rollouts are",
  description:
    "Shows, out of the ledger alone, which generations each fleet has, which of them is stable, and how far a rollout is. " +
    "Asks AWS nothing.",
  arguments: { fleet: optionalFleetArgument },
  options: {
    project: releaseOptions.project,
    environment: releaseOptions.environment,
    json: flag("--json", "print one JSON document"),
  },
  run({ terminal, arguments: { fleet: name }, options }) {
    const folder = ledgerFolderOf(rootOf(terminal, options.project));
    const ledgers = ledgersOf(folder, { environment: options.environment, fleet: name });
    const rows = ledgers.flatMap((ledger) =>
      fleetsOf(ledger.live, name).map((fleet) => ({ ledger, fleet, environment: ledger.live.environment })),
    );
    if (options.json)
      terminal.print(
        `${JSON.stringify(
          rows.map(({ environment, fleet }) => ({ environment, ...fleet })),
          null,
          2,
        )}\n`,
      );
    else if (rows.length === 0) terminal.print("nothing was released yet\n");
    else terminal.print(rows.map(({ ledger, fleet }) => fleetText(ledger, fleet, options.project)).join(""));
    return exitCodes.fine;
  },
});

function fleetsOf({ fleets }: LiveEnvironment, name: string | undefined): readonly FleetRecord[] {
  return sortedValues(fleets).filter((fleet) => name === undefined || fleet.name === name);
}

function fleetText(ledger: Ledger, fleet: FleetRecord, project: string | undefined): string {
  const { live } = ledger;
  const unproven = unprovenGeneration(fleet);
  const lines = Object.values(fleet.generations).map((generation) => {
    const state = fleet.state[generation.generation];
    const marks = [
      ...(fleet.stable === generation.generation ? ["stable"] : []),
      ...(generation === unproven ? ["unproven"] : []),
      ...(generation.failed ? ["failed"] : []),
      ...(revocationOf(live, generation) === null ? [] : ["revoked"]),
      ...(state === undefined
        ? ["not there"]
        : [
            `weight ${state.weight}, ${state.min === state.max ? state.min : `${state.min} to ${state.max}`} instances`,
          ]),
    ];
    return `  ${shortDigest(generation.generation)}  image ${generation.image} ${shortDigest(generation.fingerprint)}  ${marks.join(", ")}\n`;
  });
  const onward = unproven === null ? "" : `  ${wayToProve(live, fleet.name, unproven, ofProject(project))}\n`;
  const legacy = fleet.state[LEGACY];
  const beside = legacy === undefined ? "" : `  ${LEGACY.padEnd(12)}  weight ${legacy.weight}\n`;
  return `${live.environment} / ${fleet.name}\n${lines.join("")}${beside}${onward}${rolloutText(ledger, fleet)}`;
}

function rolloutText(ledger: Ledger, fleet: FleetRecord): string {
  const { rollout } = fleet;
  if (rollout === null) return "";
  const proved = rollout.phase === "active" && rollout.passed >= stepsBeforePromotion(rollout.steps);
  const next = proved ? "the promotion" : (rollout.steps[rollout.passed]?.name ?? "its end");
  const keep = rollout.steps[rollout.passed - 1]?.keep ?? 0;
  const passed = passedAt(ledger, fleet);
  const kept =
    keep > 0 && passed !== null ? `; kept for ${durationText(keep)} from ${new Date(passed).toISOString()} on` : "";
  return `  rolling out ${shortDigest(rollout.generation)} (${rollout.phase}): ${rollout.passed} of ${rollout.steps.length} steps passed, next is ${next}${kept}\n`;
}
