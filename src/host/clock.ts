/** Milliseconds on a clock that only goes forward, for measuring. */
export function milliseconds(): number {
  return performance.now();
}

/** Runs something after a while, unless it is called off. */
export function after(wait: number, run: () => void): { cancel(): void } {
  const timer = setTimeout(run, wait);
  return { cancel: () => clearTimeout(timer) };
}
