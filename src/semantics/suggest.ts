import { distance } from "fastest-levenshtein";
import { distinctTexts } from "../base/order.ts";

/** The known name that a misspelt one most likely means, or null where none is near. */
export function suggest(name: string, known: Iterable<string>): string | null {
  const limit = name.length < 3 ? 0 : Math.max(1, Math.floor(name.length / 3));
  let best: string | null = null;
  let bestDistance = limit + 1;
  const candidates = distinctTexts(known);
  for (const candidate of candidates) {
    // Each letter that one has more is a step.
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const apart = distanceBetween(name, candidate);
    if (apart < bestDistance) {
      best = candidate;
      bestDistance = apart;
    }
  }
  return best ?? oneThatBegins(name, candidates);
}

// `healthcheck` for `health`, `certificate_arn` for `certificate`: one word is the beginning of the other.
function oneThatBegins(name: string, candidates: readonly string[]): string | null {
  const near = candidates.filter((candidate) => {
    const [short, long] = candidate.length < name.length ? [candidate, name] : [name, candidate];
    return short.length >= 4 && long.toLowerCase().startsWith(short.toLowerCase());
  });
  const [only] = near;
  return near.length === 1 && only !== undefined ? only : null;
}

// Letters in another case are no distance, and swapped letters a small one, as they are one slip of the hand.
function distanceBetween(name: string, candidate: string): number {
  if (name.toLowerCase() === candidate.toLowerCase()) return 0;
  const isSwapped = name.length === candidate.length && sortedLetters(name) === sortedLetters(candidate);
  return isSwapped ? 1 : distance(name, candidate);
}

function sortedLetters(text: string): string {
  return [...text].sort().join("");
}
