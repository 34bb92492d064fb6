import type { DiffStyle } from "../release/diff/render-text.ts";
import type { Terminal } from "./terminal.ts";

/** The colours of differences on what a command prints. */
export function diffStyle({ printColors }: Terminal): DiffStyle {
  const { bold, green, red, dim } = printColors;
  return { heading: bold, added: green, removed: red, faint: dim };
}
