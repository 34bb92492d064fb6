import { sortedEntries } from "../../base/record.ts";

/**
 * A file of settings that systemd's `EnvironmentFile=` and a shell's `.` read alike: `NAME="value"`, one a line, sorted.
 * Between double quotes both keep every character, line breaks too, but for the four that a backslash stands before.
 * Names must be `isVariableName`, values without NUL.
 */
export function environmentFile(settings: Readonly<Record<string, string>>): string {
  return sortedEntries(settings)
    .map(([name, value]) => `${name}="${value.replace(/["\\$`]/g, "\\$&")}"\n`)
    .join("");
}
