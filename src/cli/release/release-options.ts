import { InvalidArgumentError } from "commander";
import { flag, type OptionSpec, optionalWord, textOption, word } from "../command.ts";
import { projectOptions } from "../project/project-options.ts";

/** The options that every command of a release has: which project, and which environment. */
export const releaseOptions = {
  project: textOption("-C, --project <path>", "the project: a folder or an entry file (default: the current folder)"),
  params: projectOptions.params,
  environment: textOption("-e, --env <environment>", "the environment"),
} as const;

/** The options of commands that run Terraform. */
export const terraformOptions = {
  pluginFolder: textOption("--plugin-dir <folder>", "take Terraform's providers from there, fetch none"),
  pace: factorOption("--time-scale <factor>", "for rehearsals only: divide every bake and wait by this"),
  yes: flag("--yes", "change what fleets share, too, where the source has moved on"),
} as const;

export const reasonOption = textOption("-m, --reason <text>", "why, for the ledger");
export const fleetArgument = word("fleet", "a fleet of the environment");
export const optionalFleetArgument = optionalWord("fleet", "a fleet (default: every fleet of the environment)");

function factorOption(flags: string, description: string): OptionSpec<number> {
  return {
    flags,
    description,
    read: (raw) => {
      if (raw === undefined) return 1;
      const factor = Number(raw);
      if (!Number.isFinite(factor) || factor < 1) throw new InvalidArgumentError("It is a number from 1 up.");
      return factor;
    },
  };
}
