/**
 * Sets V8 up for a process that reads a source, checks it or builds it too, and ends. `size`: of the source, in bytes. Only
 * for V8 11, where it was measured: later versions have a compiler in between.
 *
 * A function runs more often before it is optimised, and what it calls is not optimised as part of it once more. A check
 * of ten thousand lines is over before most of what V8 optimises on other cores pays off, which takes more processor time
 * than the check itself.
 *
 * And the young generation stays as small as it is now. Most of what dies young does so in a small one as well, and each
 * doubling takes memory that is never given back. Where most of what is made is kept, it takes its full size at once: a
 * small one would only copy all of it.
 */
export async function tuneEngine(size: number, purpose: "build" | "check" | "lock"): Promise<void> {
  if (!process.versions.v8.startsWith("11.")) return;
  if (purpose === "check" && size < large) return;
  const { setFlagsFromString } = await import("node:v8");
  setFlagsFromString("--interrupt-budget=250000");
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=0");
  // The factor is read whenever the young generation is about to grow.
  setFlagsFromString(`--semi-space-growth-factor=${size <= larger ? 1 : 16}`);
  // V8 refuses code that was made with other flags, so what is kept of it on the way out is made with its own.
  process.prependOnceListener("exit", () => {
    setFlagsFromString("--interrupt-budget=67584");
    setFlagsFromString("--max-inlined-bytecode-size-cumulative=920");
    setFlagsFromString("--semi-space-growth-factor=2");
  });
}

/** In bytes: about two hundred lines. A check of less is over before reading the module that sets the flags pays off. */
const large = 4096;
/** About ten thousand lines: beyond that, too much outlives a small young generation, and copying it takes longer. */
const larger = 384 * 1024;
