import type { Activity } from "@aws-sdk/client-auto-scaling";
import { onOneLine, withoutControls } from "../../base/wording.ts";

/**
 * What AWS says of the latest launch of a group that has ended, where that made no instance; null where it did, or where it
 * is too long ago to be about what the group wants now. `at`: milliseconds since 1970. A launch that is still under way
 * says nothing of the one before it: a group tries again and again.
 */
export function launchFailure(activities: readonly Activity[], at: number): string | null {
  const ended = activities.flatMap(({ Description = "", EndTime, StatusCode = "", StatusMessage = "" }) =>
    Description.startsWith("Launching") && EndTime !== undefined
      ? [{ end: EndTime.getTime(), code: StatusCode, message: StatusMessage }]
      : [],
  );
  const last = ended.reduce<(typeof ended)[number] | null>(
    (latest, each) => (latest === null || each.end > latest.end ? each : latest),
    null,
  );
  // Where an encryption key can't be used, the instance dies before it is in service, and the launch is cancelled.
  if (last === null || last.code === "Successful" || at - last.end > lately) return null;
  const words = withoutControls(onOneLine(last.message)) || last.code;
  return words.length > mostLetters ? `${words.slice(0, mostLetters)}…` : words;
}

/** Longer than a group waits before it tries again. */
const lately = 1_800_000;

/** Some messages end in what only a machine can read, over a thousand letters of it. */
const mostLetters = 400;
