/** The part of a text that is another in the next one. */
export interface Difference {
  readonly start: number;
  /** In the old text. */
  readonly end: number;
  /** How far what follows has moved. */
  readonly shift: number;
}

/** The smallest stretch outside of which two texts are the same. */
export function difference(old: string, text: string): Difference {
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  // Comparing a whole block is as quick as comparing a few characters of it.
  while (start + block <= shorter && old.slice(start, start + block) === text.slice(start, start + block))
    start += block;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  const most = shorter - start;
  const [oldEnd, end] = [old.length, text.length];
  let tail = 0;
  while (
    tail + block <= most &&
    old.slice(oldEnd - tail - block, oldEnd - tail) === text.slice(end - tail - block, end - tail)
  )
    tail += block;
  while (tail < most && old.charCodeAt(oldEnd - 1 - tail) === text.charCodeAt(end - 1 - tail)) tail++;
  return { start, end: oldEnd - tail, shift: end - oldEnd };
}

const block = 1024;
