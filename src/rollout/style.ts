/** How parts of a text stand out. The core marks what a part is; a terminal gives it colours. */
export interface Style {
  readonly heading: (text: string) => string;
  /** The new generation and its share. */
  readonly fresh: (text: string) => string;
  readonly old: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly warning: (text: string) => string;
}

const same = (text: string): string => text;

/** Plain text. */
export const plainStyle: Style = { heading: same, fresh: same, old: same, faint: same, warning: same };
