import { milliseconds } from "../host/timer.ts";
import { openStatusLine, type StatusLine } from "./status-line.ts";
import type { Terminal } from "./terminal.ts";

/** Tells a person who watches what a command is at, where it takes long enough to wonder. */
export interface Stages {
  /** `large`: whether this stage will take long by itself. */
  next(what: string, large?: boolean): Promise<void>;
  /** Leaves the terminal as it should be. */
  end(): void;
}

/** In milliseconds: a line that comes and goes sooner is no help. */
const patience = 300;

/** Begins to count: nothing is shown until `patience` is over, and nothing at all where no person watches. */
export function watchStages(terminal: Terminal): Stages {
  const start = milliseconds();
  let line: StatusLine | null = null;
  return {
    async next(what, large = false) {
      if (line === null && !large && milliseconds() - start < patience) return;
      line ??= await openStatusLine(terminal);
      line?.show(what);
    },
    end: () => line?.stop(),
  };
}
