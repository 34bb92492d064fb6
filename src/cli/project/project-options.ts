import { flag, optionalWord, repeatedOption, textOption } from "../command.ts";
import { UsageError } from "../usage-error.ts";

/** The argument and options that every command has that compiles a project. */
export const projectArgument = optionalWord(
  "path",
  "a folder with a main.immu, or an entry file (default: the current folder)",
);

export const projectOptions = {
  params: repeatedOption("-p, --param <name=value>", "value of a `param`; repeat it for several"),
  environment: textOption("-e, --env <environment>", "only this environment"),
  locked: flag("--locked", "refuse bases that immu.lock does not pin, and another immuc"),
} as const;

/** Reads `--param version=1.2.3`. */
export function readParams(words: readonly string[]): ReadonlyMap<string, string> {
  const params = new Map<string, string>();
  for (const word of words) {
    const at = word.indexOf("=");
    // What stands behind the name may be meant for a secret.
    const named = word.replace(/[^\p{XID_Continue}-].*/su, "…");
    if (at < 1) throw new UsageError(`--param ${named}: write it as name=value, such as --param version=1.2.3`);
    const name = word.slice(0, at);
    if (params.has(name)) throw new UsageError(`--param ${name} is given twice`);
    params.set(name, word.slice(at + 1));
  }
  return params;
}
