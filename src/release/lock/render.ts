import { prettyJson } from "../../base/json.ts";
import { compareCodePoints } from "../../base/order.ts";
import type { WantedBase } from "../../plan/lock.ts";
import { type LockFile, lockVersion, type ResolvedBase } from "./model.ts";

/** The text of `immu.lock`: one meaning, one text, whatever order it came in. */
export function renderLock(lock: LockFile): string {
  const bases = [...lock.bases]
    .sort(compareBases)
    .map(({ owner, pattern, region, id, name, created, architecture }: ResolvedBase) => ({
      owner,
      pattern,
      region,
      id,
      name,
      created,
      architecture,
    }));
  return prettyJson({ version: lockVersion, bases, toolchain: lock.toolchain });
}

/** The order of bases in a lock: by owner, then pattern, then region. */
export function compareBases(left: WantedBase, right: WantedBase): number {
  return (
    compareCodePoints(left.owner, right.owner) ||
    compareCodePoints(left.pattern, right.pattern) ||
    compareCodePoints(left.region, right.region)
  );
}
