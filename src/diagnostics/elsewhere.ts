/** Where a name that a file does not know is declared. */
export interface Elsewhere {
  /** How the file would name it in an import. */
  readonly path: string;
  /** Whether it imports the file itself, so that an import of it would be a circle. */
  readonly importsThis: boolean;
}

/** What to do about a name that is declared elsewhere. */
export function reachElsewhere({ path, importsThis }: Elsewhere): string {
  return importsThis
    ? `\`${path}\` declares it, and imports this file: move what uses it there, or move it into a file that both import`
    : `\`${path}\` declares it: import it from there`;
}
