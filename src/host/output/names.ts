import { existsSync } from "node:fs";
import { join } from "node:path";

/** Names of ours in an output folder while it is being written; none is there afterwards. */
export const lockName = ".immuc.lock";
/** New files before they take their places, and old ones until the new are safe. */
export const stagingName = ".immuc-staging";
/** Which files are ours, for the next build, should this one die on the way. */
export const journalName = ".immuc-journal.json";

/** Whether an earlier process died while it wrote here, so that there is something to tidy up. */
export function isTorn(folder: string): boolean {
  return [journalName, stagingName, lockName].some((name) => existsSync(join(folder, name)));
}
