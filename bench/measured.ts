import type { Typing } from "./editor.ts";
import type { Measurement } from "./measure.ts";

/** All that a full run measures. */
export interface Measured {
  readonly start: readonly Measurement[];
  readonly bySize: ReadonlyMap<number, readonly Measurement[]>;
  readonly typing: readonly Typing[];
  /** Megabytes a second. */
  readonly parsing: number;
}
