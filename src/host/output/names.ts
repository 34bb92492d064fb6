/** Names of ours in an output folder while it is being written; none is there afterwards. */
export const lockName = ".immuc.lock";
/** New files before they take their places, and old ones until the new are safe. */
export const stagingName = ".immuc-staging";
/** Which files are ours, for the next build, should this one die on the way. */
export const journalName = ".immuc-journal.json";
