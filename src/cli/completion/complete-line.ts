import { Option } from "commander";
import type { AnyCommand, ArgumentSpec, CommandEntry, OptionSpec } from "../command.ts";
import { type Candidate, candidate } from "./candidate.ts";

/** What a line says so far that decides which names there are. */
export interface LineContext {
  /** The path of the project, as it is written; undefined for the current folder. */
  readonly project: string | undefined;
  readonly environment: string | undefined;
}

/** The names that there are of what stands in the brackets of an argument or an option: `fleet`. */
export type Names = (what: string, context: LineContext) => Promise<readonly Candidate[]>;

/**
 * What the last of these words can become. `words`: the line behind the program's name, up to the cursor; the last one is
 * empty where a new one begins. Empty where nothing but a file fits, or nothing is known.
 */
export async function completeLine(
  entries: readonly CommandEntry[],
  words: readonly string[],
  names: Names,
): Promise<readonly Candidate[]> {
  const current = words.at(-1) ?? "";
  const found = await fitting(entries, words.slice(0, -1), current, names);
  return found.filter(({ value }) => value.startsWith(current));
}

async function fitting(
  entries: readonly CommandEntry[],
  before: readonly string[],
  current: string,
  names: Names,
): Promise<readonly Candidate[]> {
  const [first, ...rest] = before.filter((word, index) => index > 0 || !isGlobal(word));
  if (first === undefined) return current.startsWith("-") ? globalOptions : firstWords(entries);
  if (first === "help") return rest.length === 0 ? firstWords(entries) : [];
  const [second, ...behind] = rest;
  const alone = entries.find(({ name }) => name === first);
  if (alone !== undefined) return inCommand((await alone.load()).command, rest, current, names);
  if (second === undefined) return secondWords(entries, first);
  const grouped = entries.find(({ name }) => name === `${first} ${second}`);
  return grouped === undefined ? [] : inCommand((await grouped.load()).command, behind, current, names);
}

const globalOptions: readonly Candidate[] = [
  candidate("--help", "print help"),
  candidate("--version", "print the version"),
  candidate("--color", "colour the output, whatever it goes to"),
  candidate("--no-color", "never colour the output"),
];

function isGlobal(word: string): boolean {
  return globalOptions.some(({ value }) => value === word);
}

function firstWords(entries: readonly CommandEntry[]): readonly Candidate[] {
  const words = new Map<string, string>();
  for (const { name, summary } of entries) {
    const [word = name, action] = name.split(" ");
    const described = words.get(word);
    words.set(word, action === undefined ? summary : described === undefined ? action : `${described}, ${action}`);
  }
  return [...[...words].map(([word, description]) => candidate(word, description)), candidate("help", "print help")];
}

function secondWords(entries: readonly CommandEntry[], first: string): readonly Candidate[] {
  return entries.flatMap(({ name, summary }) =>
    name.startsWith(`${first} `) ? [candidate(name.slice(first.length + 1), summary)] : [],
  );
}

/** A command's words that are complete, as commander would take them. */
interface Taken {
  readonly values: ReadonlyMap<OptionSpec<unknown>, string>;
  readonly arguments: readonly string[];
  /** The option whose value comes next. */
  readonly open: OptionSpec<unknown> | null;
  /** Whether `--` has said that no options follow. */
  readonly ended: boolean;
}

async function inCommand(
  command: AnyCommand,
  before: readonly string[],
  current: string,
  names: Names,
): Promise<readonly Candidate[]> {
  const taken = take(command, before);
  const of = (spec: ArgumentSpec<unknown> | undefined): Promise<readonly Candidate[]> =>
    valuesOf(spec, contextOf(command, taken), names);
  if (taken.open !== null) return of(taken.open);
  const [, written, value] = /^(--[\w-]+)=(.*)$/su.exec(current) ?? [];
  if (!taken.ended && written !== undefined && value !== undefined) {
    const found = await of(optionNamed(command, written));
    return found.map((each) => ({ ...each, value: `${written}=${each.value}` }));
  }
  if (!taken.ended && current.startsWith("-")) return optionsLeft(command, taken);
  const specs = Object.values(command.arguments);
  const next = specs[taken.arguments.length] ?? specs.findLast(({ flags }) => flags.includes("..."));
  return of(next);
}

function take(command: AnyCommand, words: readonly string[]): Taken {
  const values = new Map<OptionSpec<unknown>, string>();
  const positional: string[] = [];
  let open: OptionSpec<unknown> | null = null;
  let ended = false;
  for (const word of words) {
    if (open !== null) {
      values.set(open, word);
      open = null;
    } else if (ended || !word.startsWith("-")) positional.push(word);
    else if (word === "--") ended = true;
    else {
      const [name = word, value] = word.split(/=(.*)/su);
      const spec = optionNamed(command, name);
      if (spec === undefined) continue;
      if (value === undefined && optionOf(spec).required) open = spec;
      else values.set(spec, value ?? "");
    }
  }
  return { values, arguments: positional, open, ended };
}

function optionNamed(command: AnyCommand, name: string): OptionSpec<unknown> | undefined {
  return Object.values(command.options).find((spec) => {
    const { long, short } = optionOf(spec);
    return name === long || name === short;
  });
}

function optionOf({ flags, description }: OptionSpec<unknown>): Option {
  return new Option(flags, description);
}

function contextOf(command: AnyCommand, taken: Taken): LineContext {
  const at = Object.values(command.arguments).findIndex(({ flags }) => flags === "[path]");
  const value = (name: string): string | undefined => {
    const spec = optionNamed(command, name);
    return spec && taken.values.get(spec);
  };
  return { project: value("--project") ?? (at < 0 ? undefined : taken.arguments[at]), environment: value("--env") };
}

async function valuesOf(
  spec: ArgumentSpec<unknown> | undefined,
  context: LineContext,
  names: Names,
): Promise<readonly Candidate[]> {
  if (spec === undefined) return [];
  const [, what] = /[<[]([\w-]+)/.exec(spec.flags) ?? [];
  if (spec.choices !== undefined) return spec.choices.map((value) => candidate(value));
  return what === undefined ? [] : names(what, context);
}

function optionsLeft(command: AnyCommand, taken: Taken): readonly Candidate[] {
  const own = Object.values(command.options).flatMap((spec) => {
    const { long, description } = optionOf(spec);
    return long && (spec.repeatable || !taken.values.has(spec)) ? [candidate(long, description)] : [];
  });
  return [...own, ...globalOptions.filter(({ value }) => value !== "--version")];
}
