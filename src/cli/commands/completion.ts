import { type ArgumentSpec, defineCommand, words } from "../command.ts";
import { completeLine } from "../completion/complete-line.ts";
import { type ShellName, shells } from "../completion/shells.ts";
import { exitCodes } from "../exit-code.ts";
import { UsageError } from "../usage-error.ts";

const names = Object.keys(shells) as ShellName[];

const shell: ArgumentSpec<ShellName> = {
  flags: "<shell>",
  description: `one of ${names.join(", ")}`,
  choices: names,
  read(raw) {
    const found = names.find((name) => name === raw);
    if (found !== undefined) return found;
    throw new UsageError(`there is no completion for the shell ${String(raw)}\n  It is one of ${names.join(", ")}.`);
  },
};

export const command = defineCommand({
  summary: "complete commands and names in a shell",
  description:
    "Prints a script that has a shell complete commands, options and the names of a project. To try it: " +
    "`source <(immuc completion bash)`, the same with zsh, `immuc completion fish | source`. In the shell's own start-up " +
    "file it is there for good. With words behind `--`, as the script calls it, prints what the last of them can become.",
  arguments: {
    shell,
    words: { ...words("word", "words of a command line, behind `--`"), mayBeEmpty: true },
  },
  options: {},
  async run({ terminal, commands, arguments: { shell: name, words: given } }) {
    const { script, words: read, line } = shells[name];
    if (given.length === 0) {
      terminal.print(script);
      return exitCodes.fine;
    }
    const whole = read(given);
    const found = await completeLine(commands, whole, async (what, context) => {
      const { projectNames } = await import("../completion/project-names.ts");
      return projectNames(terminal.folder, what, context);
    });
    const lines = new Set(found.map((each) => line(each, whole.at(-1) ?? "")));
    terminal.print([...lines].map((each) => `${each}\n`).join(""));
    return exitCodes.fine;
  },
});
