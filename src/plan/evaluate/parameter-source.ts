import type { Source } from "../../base/source.ts";

/** The pretended source of a parameter given on the command line, for spans of findings about it. */
export function parameterSource(name: string, text: string): Source {
  return { uri: `${beginning}${name}`, text: `${name}=${text}` };
}

/** Whether a uri is of a parameter given on the command line, and of no file. */
export function isParameterUri(uri: string): boolean {
  return uri.startsWith(beginning);
}

const beginning = "--param ";
