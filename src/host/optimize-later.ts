/**
 * Has V8 run a function more often before it optimises it, where a source is large. A check of ten thousand lines is over
 * before most of what V8 optimises on other cores pays off, which with Node 20 takes more processor time than the check
 * itself. Later versions of V8 have a compiler in between; they are left alone. `size`: of the source, in bytes.
 */
export async function optimizeLater(size: number): Promise<void> {
  if (!process.versions.v8.startsWith("11.")) return;
  if (size < large || size > huge) return;
  const { setFlagsFromString } = await import("node:v8");
  setFlagsFromString("--interrupt-budget=400000");
}

/** In bytes: about five hundred lines. For less, reading the module that sets the flag takes longer than it saves. */
const large = 16_384;
/** About thirty thousand lines: beyond that, what is optimised early pays off. */
const huge = 1 << 20;
