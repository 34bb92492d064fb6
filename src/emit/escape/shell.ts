/**
 * One word of POSIX shell whose value is the text: nothing inside is expanded. No process can be given a NUL, so callers
 * reject it with a diagnostic first; one that gets here is a bug of ours and throws.
 */
export function shellSingleQuoted(text: string): string {
  if (text.includes("\0")) throw new Error("a shell word can't hold NUL");
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Text for one comment line of a shell or HCL file: whatever could end the line or hide text becomes a space. */
export function lineComment(text: string): string {
  return text.replace(/[\u{0}-\u{1f}\u{7f}-\u{9f}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{feff}]+/gu, " ");
}
