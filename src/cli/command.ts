import { InvalidArgumentError } from "commander";
import type { ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** A command of the command line: one file in `commands/`, exported as `command`. `npm run gen` lists them. */
export interface Command<A extends ArgumentSpecs = ArgumentSpecs, O extends OptionSpecs = OptionSpecs> {
  /** One line in the overview. */
  readonly summary: string;
  /** What else `--help` says. */
  readonly description?: string;
  /** In the order in which they are written. */
  readonly arguments: A;
  readonly options: O;
  run(invocation: Invocation<A, O>): ExitCode | Promise<ExitCode>;
}

export interface Invocation<A extends ArgumentSpecs, O extends OptionSpecs> {
  readonly terminal: Terminal;
  /** Every command, for one that speaks of them. */
  readonly commands: readonly CommandEntry[];
  readonly arguments: { readonly [K in keyof A]: ValueOf<A[K]> };
  readonly options: { readonly [K in keyof O]: ValueOf<O[K]> };
}

/** A row of the generated registry: what an overview says, and how to load the rest. */
export interface CommandEntry {
  /** One word, or two: `rollout run`. */
  readonly name: string;
  readonly summary: string;
  /** As commander writes them: `[path]`. */
  readonly arguments: readonly string[];
  readonly hasOptions: boolean;
  readonly load: () => Promise<{ readonly command: AnyCommand }>;
}

// A registry holds commands of every shape; each checks its own values when it reads them.
export type AnyCommand = Omit<Command<ArgumentSpecs, OptionSpecs>, "run"> & {
  run(invocation: Invocation<never, never>): ExitCode | Promise<ExitCode>;
};

export interface ArgumentSpec<T> {
  /** As commander writes it: `<code>`, `[path]`, `[path...]`. Shells complete it by what stands in the brackets. */
  readonly flags: string;
  readonly description: string;
  /** Turns what commander hands over (a text, several, or nothing) into the value. */
  readonly read: (raw: unknown) => T;
  /** All values that there are, where they are few. */
  readonly choices?: readonly string[];
  /** Whether an empty text may be meant. */
  readonly mayBeEmpty?: boolean;
}

export interface OptionSpec<T> extends ArgumentSpec<T> {
  readonly repeatable?: boolean;
}

export type ArgumentSpecs = Readonly<Record<string, ArgumentSpec<unknown>>>;
export type OptionSpecs = Readonly<Record<string, OptionSpec<unknown>>>;
type ValueOf<S> = S extends ArgumentSpec<infer T> ? T : never;

/** Declares a command; the identity, for its types. */
export function defineCommand<A extends ArgumentSpecs, O extends OptionSpecs>(command: Command<A, O>): Command<A, O> {
  return command;
}

/** `[name]`: one word that may be left out. */
export function optionalWord(name: string, description: string): ArgumentSpec<string | undefined> {
  return { flags: `[${name}]`, description, read: (raw) => (typeof raw === "string" ? raw : undefined) };
}

/** `<name>`: one word that must be there. */
export function word(name: string, description: string): ArgumentSpec<string> {
  return { flags: `<${name}>`, description, read: String };
}

/** `[name...]`: any number of words. */
export function words(name: string, description: string): ArgumentSpec<readonly string[]> {
  return { flags: `[${name}...]`, description, read: readList };
}

/** `--name`: on or off. */
export function flag(flags: string, description: string): OptionSpec<boolean> {
  return { flags, description, read: (raw) => raw === true };
}

/** `--name <value>` */
export function textOption(flags: string, description: string): OptionSpec<string | undefined> {
  return { flags, description, read: (raw) => (typeof raw === "string" ? raw : undefined) };
}

/** `--name <value>`, as often as wanted. */
export function repeatedOption(flags: string, description: string): OptionSpec<readonly string[]> {
  return { flags, description, repeatable: true, read: readList };
}

/** `--name <value>`, one of a few. */
export function choiceOption<const C extends string>(
  flags: string,
  description: string,
  choices: readonly [C, ...C[]],
): OptionSpec<C> {
  return {
    flags,
    description: `${description} (${choices.join(", ")}; default ${choices[0]})`,
    choices,
    read: (raw) => {
      if (raw === undefined) return choices[0];
      const choice = choices.find((candidate) => candidate === raw);
      if (choice === undefined) throw new InvalidArgumentError(`It is one of ${choices.join(", ")}.`);
      return choice;
    },
  };
}

function readList(raw: unknown): readonly string[] {
  return Array.isArray(raw) ? raw.map(String) : [];
}
