import { Interrupted } from "./fault.ts";

/**
 * Runs work that must not be torn: Ctrl-C (and a polite request to end) aborts the signal, and the work undoes what it
 * has begun and throws the signal's reason. A second Ctrl-C ends the process at once. Outside of such work a signal
 * ends the process the ordinary way.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (): void => controller.abort(new Interrupted("interrupted"));
  for (const signal of signals) process.once(signal, interrupt);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
