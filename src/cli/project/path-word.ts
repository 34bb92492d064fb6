import { shellWord } from "../../emit/escape/shell.ts";

/** A path as a word of a command that somebody is to run. */
export function pathWord(path: string): string {
  // One that begins with a dash is no option.
  return shellWord(path.startsWith("-") ? `./${path}` : path);
}

/** What a command of a release has behind it to be about the project that this one is about: ` -C shop`, or nothing. */
export function ofProject(project: string | undefined): string {
  return project === undefined ? "" : ` -C ${pathWord(project)}`;
}

/** The same of a command that reads today's source, with what it is given: ` -C shop -p version=1.4.0`. */
export function ofSource({
  project,
  params,
}: {
  readonly project: string | undefined;
  readonly params: readonly string[];
}): string {
  return `${ofProject(project)}${withParams(params)}`;
}

/** ` -p version=1.4.0`, or nothing. */
export function withParams(params: readonly string[]): string {
  return params.map((word) => ` -p ${shellWord(word)}`).join("");
}
