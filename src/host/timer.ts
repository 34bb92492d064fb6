/** Milliseconds on a clock that only goes forward, for measuring. */
export function milliseconds(): number {
  // `performance` is a module of Node's that takes a fortieth of a small check to load.
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

/** Runs something after a while, unless it is called off. */
export function after(wait: number, run: () => void): { cancel(): void } {
  const timer = setTimeout(run, wait);
  return { cancel: () => clearTimeout(timer) };
}
