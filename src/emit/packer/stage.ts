/** The folder on the bake machine that everything is staged in; the templates name it too. */
export const stage = "/var/lib/immu-bake";

/** Where a file of the project lies there, by the SHA-256 of its content. */
export function stagedContent(sha256: string): string {
  return `${stage}/content/${sha256}`;
}
