/**
 * One word of POSIX shell whose value is the text: nothing inside is expanded. No process can be given a NUL, so callers
 * reject it with a diagnostic first; one that gets here is a bug of ours and throws.
 */
export function shellSingleQuoted(text: string): string {
  if (text.includes("\0")) throw new Error("a shell word can't hold NUL");
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The same word as a person would write it: bare where no shell sees more in it than itself. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : shellSingleQuoted(text);
}
