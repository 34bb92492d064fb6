/** Source text as a message names it; at the start of a file there is none. */
export function quoted(text: string): string {
  return text === "" ? "the start of the file" : `\`${text}\``;
}
