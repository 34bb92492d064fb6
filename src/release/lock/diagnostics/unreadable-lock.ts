import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { projectWithoutImages, wholeLock } from "./samples.ts";

export const unreadableLock = defineDiagnostic<{ readonly file: string; readonly line: number }>({
  code: "IMMU7902",
  level: "error",
  title: "Lock that is not JSON",
  message: ({ file, line }) => `${file} is not JSON: it breaks off or goes wrong at line ${line}`,
  help: ({ file }) => `take ${file} back from version control, or delete it and run \`immuc lock\` to pin anew`,
  explanation: `The lock is written by \`immuc lock\` and read back as JSON. This one was cut short or edited by hand.

Take the last good one back from version control. If there is none, delete the file and run \`immuc lock\`: that pins
the newest base images, so expect new image fingerprints.`,
  get samples() {
    return {
      failing: { "main.immu": projectWithoutImages, "immu.lock": wholeLock.slice(0, 80) },
      passing: { "main.immu": projectWithoutImages, "immu.lock": wholeLock },
    };
  },
});
