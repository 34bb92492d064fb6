import { visible } from "../diagnostics/render/visible.ts";
import type { Terminal } from "./terminal.ts";

/** A line that changes in its place, for a person who watches. */
export interface StatusLine {
  show(text: string): void;
  /** Takes the line away until it is shown again, so that other lines can be written. */
  clear(): void;
  stop(): void;
}

/** Null where nobody watches: a log would keep every change. */
export async function openStatusLine(terminal: Terminal): Promise<StatusLine | null> {
  if (!terminal.watched) return null;
  const { default: ora } = await import("ora");
  // Ctrl-C must stay what it is.
  const spinner = ora({ stream: process.stderr, discardStdin: false });
  return {
    show: (text) => {
      spinner.text = visible(text);
      if (!spinner.isSpinning) spinner.start();
      // What comes next may leave no time to draw.
      spinner.render();
    },
    clear: () => void spinner.stop(),
    stop: () => void spinner.stop(),
  };
}
