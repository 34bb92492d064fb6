import { shortDigest } from "../../base/digest.ts";
import { readCommit } from "../../host/release/commit.ts";
import { soundLedger } from "../../host/release/fleet-world.ts";
import { type Draft, ReleaseRefused } from "../../host/release/world.ts";
import { stepsBeforePromotion } from "../../release/ledger/laws/started.ts";
import { fleetOf, unprovenGeneration } from "../../release/ledger/state.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exit-code.ts";
import { ofProject } from "../project/path-word.ts";
import { environmentNamed, ledgerFolderOf, rootOf } from "../release/open-release.ts";
import { recordIn } from "../release/record-in.ts";
import { fleetArgument, reasonOption, releaseOptions } from "../release/release-options.ts";
import { wayToProve } from "../release/way-to-prove.ts";
import { withRefusals } from "../release/with-refusals.ts";

export const command = defineCommand({
  summary: "confirm a rollout that `rollout run --hold` has proved",
  description:
    "Records that the generation whose steps have all passed is the stable one. That is what `rollout run` does by itself, " +
    "but with --hold: then a person looks first. Changes nothing in AWS; `rollout run --resume` goes on from there.",
  arguments: { fleet: fleetArgument },
  options: { project: releaseOptions.project, environment: releaseOptions.environment, reason: reasonOption },
  run: ({ terminal, arguments: { fleet: name }, options }) =>
    withRefusals(async () => {
      const environment = environmentNamed(options.environment);
      const root = rootOf(terminal, options.project);
      const folder = ledgerFolderOf(root);
      const { live } = soundLedger(folder, environment);
      const fleet = fleetOf(live, name);
      const { rollout, stable } = fleet;
      const title = `${environment} / ${name}`;
      if (rollout === null) {
        const unproven = unprovenGeneration(fleet);
        if (unproven !== null)
          throw new ReleaseRefused(
            `generation ${shortDigest(unproven.generation)} of fleet ${name} was given up, and nothing has proved it since\n  ${wayToProve(live, name, unproven, ofProject(options.project))}.`,
          );
        if (stable === null) throw new ReleaseRefused(`nothing of fleet ${name} was released in ${environment}`);
        terminal.print(`${title}: generation ${shortDigest(stable)} is promoted\n`);
        return exitCodes.fine;
      }
      const { generation, plan, passed, steps, phase } = rollout;
      const needed = stepsBeforePromotion(steps);
      if (phase === "active" && passed < needed)
        throw new ReleaseRefused(
          `${passed} of the ${needed} steps that prove generation ${shortDigest(generation)} of fleet ${name} have passed\n` +
            `  Go on first: immuc rollout run --env ${environment} ${name}${ofProject(options.project)} --resume.`,
        );
      const reason = options.reason === undefined ? {} : { reason: options.reason };
      const commit = (await readCommit(root))?.commit ?? null;
      const event: Draft = { kind: "promoted", fleet: name, plan, generation, ...reason };
      await recordIn({ terminal, folder, commit }, environment, event);
      const rest = fleetOf(soundLedger(folder, environment).live, name).rollout;
      terminal.print(
        `${title}: generation ${shortDigest(generation)} is promoted\n` +
          (rest === null
            ? ""
            : `  What is left retires the one before: immuc rollout run --env ${environment} ${name}${ofProject(options.project)} --resume\n`),
      );
      return exitCodes.fine;
    }),
});
