/** Text for one comment line of a shell or HCL file: whatever could end the line or hide text becomes a space. */
export function lineComment(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/gu, " ");
}
