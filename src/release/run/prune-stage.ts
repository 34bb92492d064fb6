/** What EC2 says of an image that nothing needs any more. */
export interface PruneSighting {
  /** `available`, `disabled`, …; null where it is gone. */
  readonly state: string | null;
  /** From when on it is deprecated, in milliseconds since 1970; null where it is not. */
  readonly deprecated: number | null;
}

export type PruneStage =
  /** Hidden from whoever looks for images; it can still be used. */
  | { readonly kind: "deprecate" }
  /** It can't be used, and can be enabled again. */
  | { readonly kind: "disable" }
  /** It goes, with its snapshots. */
  | { readonly kind: "deregister" }
  | { readonly kind: "gone" }
  /** Nothing to do until then. */
  | { readonly kind: "wait"; readonly until: number; readonly next: "disable" | "deregister" };

/**
 * The next stage of an image on its way out. Each can be undone but the last, and `grace` milliseconds lie between two:
 * time to notice that something needs it after all. All that is remembered is what EC2 remembers of the image.
 */
export function pruneStage({ state, deprecated }: PruneSighting, now: number, grace: number): PruneStage {
  if (state === null) return { kind: "gone" };
  if (deprecated === null) return { kind: "deprecate" };
  if (state !== "disabled") {
    const until = deprecated + grace;
    return now >= until ? { kind: "disable" } : { kind: "wait", until, next: "disable" };
  }
  const until = deprecated + 2 * grace;
  return now >= until ? { kind: "deregister" } : { kind: "wait", until, next: "deregister" };
}
