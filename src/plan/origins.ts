import type { Span } from "../base/span.ts";

/**
 * Where the parts of a Plan come from. A key is the path of a part: `images/web/disk`,
 * `environments/prod/fleets/web/size`, `environments/prod/fleets/web/http/timeout`,
 * `environments/prod/fleets/web/rollout/step/one/weight`, `environments/prod/limits/first_weight`. Field and block
 * names are those of the source language; a named block is its name, then its label. The span of a field is that of its
 * value, the span of a block that of its name or label. What the standard library gives has no entry of its own: it comes
 * from the part around it.
 */
export type Origins = ReadonlyMap<string, Span>;

/** The span of a part, or of the nearest part around it that has one. */
export function originOf(origins: Origins, path: string): Span {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
    const span = origins.get(at);
    if (span) return span;
  }
  throw new Error(`no origin for ${path}: every declaration of a Plan has one`);
}
