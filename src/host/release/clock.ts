import { setTimeout as sleep } from "node:timers/promises";

/** The time, and waiting for it. Injected, so that a test of days takes no time. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits until then; throws the signal's reason when it is aborted. */
  waitUntil(moment: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  waitUntil: async (moment, signal) => {
    // A timer takes 31 bits of milliseconds, and `keep_previous` may be a month.
    for (let left = moment - Date.now(); left > 0; left = moment - Date.now()) {
      signal.throwIfAborted();
      await sleep(Math.min(left, longestTimer), undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  },
};

const longestTimer = 2 ** 31 - 1;
