import type { Level } from "../diagnostic.ts";

type Paint = (text: string) => string;

/** The colours that the text renderer paints with: those of picocolors, or none. */
export interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly blue: Paint;
  readonly cyan: Paint;
}

const plain: Paint = (text) => text;

export const noColors: Palette = {
  bold: plain,
  dim: plain,
  red: plain,
  green: plain,
  yellow: plain,
  blue: plain,
  cyan: plain,
};

/** How a finding's level is painted; left as it is by a palette without colours. */
export function levelPaint(palette: Palette, level: Level): Paint {
  switch (level) {
    case "error":
      return palette.red;
    case "warning":
      return palette.yellow;
    case "info":
      return palette.cyan;
  }
}
