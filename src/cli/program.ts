import { Argument, Command as CommanderCommand, CommanderError, Option } from "commander";
import { version } from "../../package.json";
import type { AnyCommand, CommandEntry, OptionSpec } from "./command.ts";
import { commandEntries } from "./commands.gen.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { overview } from "./overview.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** Runs one command line. Throws `UsageError` and commander's own errors for a line that can't be followed. */
export async function runProgram(terminal: Terminal, words: readonly string[]): Promise<ExitCode> {
  if (words.length === 0) {
    terminal.print(overview(commandEntries, terminal.printColors));
    return exitCodes.fine;
  }
  let result: ExitCode = exitCodes.fine;
  const program = emptyProgram(terminal);
  // The command that the line begins with, or asks about; otherwise it wants all of them listed, or is mistaken.
  const [first, second] = words.filter((word) => !word.startsWith("-"));
  const meant = first === "help" ? second : first;
  const called = commandEntries.filter(({ name }) => name.split(" ")[0] === meant);
  if (called.length === 0) for (const entry of commandEntries) outline(childOf(program, entry.name), entry);
  for (const { name, load } of called) {
    const { command } = await load();
    configure(childOf(program, name), command, async (invocation) => {
      result = await command.run({ terminal, commands: commandEntries, ...invocation });
    });
  }
  try {
    const asked = first === "help" && second !== undefined && called.length === 0;
    await program.parseAsync(asked ? [second] : [...words], { from: "user" });
  } catch (error) {
    // commander ends `--help` and `--version` by an error of its own, with the code 0.
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.fine;
    throw error;
  }
  return result;
}

/** Whether an error is commander's, about the command line. */
export function isUsageFault(error: unknown): error is CommanderError {
  return error instanceof CommanderError;
}

function emptyProgram(terminal: Terminal): CommanderCommand {
  return new CommanderCommand("immuc")
    .description("A compiler for immutable infrastructure.")
    .version(`immuc ${version}`, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .option("--color", "colour the output, whatever it goes to")
    .option("--no-color", "never colour the output")
    .usage("<command> [options]")
    .configureHelp({ showGlobalOptions: true, helpWidth: Math.min(terminal.width, 100) })
    .configureOutput({
      writeOut: (text) => terminal.print(text),
      writeErr: (text) => terminal.note(text),
      // Errors are printed once, by whoever catches them.
      outputError: () => {},
    })
    .exitOverride();
}

/** The commander of a command; one of two words stands in the group of its first word. */
function childOf(program: CommanderCommand, name: string): CommanderCommand {
  const [group = name, action] = name.split(" ");
  if (action === undefined) return program.command(group);
  const parent = program.commands.find((each) => each.name() === group) ?? program.command(group);
  const child = parent.command(action);
  const actions = parent.commands.map((each) => each.name()).join(", ");
  parent.summary(actions).description(`One of: ${actions}.`).helpCommand(false);
  parent.allowExcessArguments().allowUnknownOption();
  parent.action(() => {
    const [word] = parent.args;
    const found = word === undefined || word.startsWith("-") ? "" : `, not ${word}`;
    throw new UsageError(`\`immuc ${group}\` wants one of: ${actions}${found}`);
  });
  return child;
}

// As much of a command as a list of commands shows.
function outline(child: CommanderCommand, { summary, arguments: flags, hasOptions }: CommandEntry): void {
  child.summary(summary);
  for (const each of flags) child.addArgument(new Argument(each));
  if (hasOptions) child.addOption(new Option("--options").hideHelp());
}

function configure(
  child: CommanderCommand,
  command: AnyCommand,
  run: (invocation: { arguments: never; options: never }) => Promise<void>,
): void {
  child.summary(command.summary).description(command.description ?? command.summary);
  const argumentNames = Object.keys(command.arguments);
  for (const spec of Object.values(command.arguments)) child.addArgument(new Argument(spec.flags, spec.description));
  const optionNames = Object.entries(command.options).map(([name, spec]) => {
    const option = commanderOption(spec);
    child.addOption(option);
    return [name, option.attributeName(), spec] as const;
  });
  child.action(async () => {
    const raw = child.opts<Record<string, unknown>>();
    const values = argumentNames.map((name, index) => {
      const spec = command.arguments[name];
      if (spec?.mayBeEmpty !== true) refuseEmpty(name, child.processedArgs[index]);
      return [name, spec?.read(child.processedArgs[index])];
    });
    const options = optionNames.map(([name, attribute, spec]) => {
      refuseEmpty(/--[\w-]+/.exec(spec.flags)?.[0] ?? name, raw[attribute]);
      return [name, spec.read(raw[attribute])];
    });
    await run({ arguments: Object.fromEntries(values) as never, options: Object.fromEntries(options) as never });
  });
}

// `immuc init "$FOLDER"` without such a variable is not meant for the current folder.
function refuseEmpty(name: string, raw: unknown): void {
  if (raw !== "" && !(Array.isArray(raw) && raw.includes(""))) return;
  throw new UsageError(
    `${name} is given as an empty text, as a shell does with a variable that is not set\n  Name what is meant, or leave it out.`,
  );
}

function commanderOption(spec: OptionSpec<unknown>): Option {
  const option = new Option(spec.flags, spec.description);
  if (spec.repeatable) return option.argParser((value: string, previous: string[] = []) => [...previous, value]);
  return option.argParser((value: string, previous?: string) => {
    if (previous !== undefined) throw new UsageError(`${option.long} is given twice`);
    spec.read(value);
    return value;
  });
}
