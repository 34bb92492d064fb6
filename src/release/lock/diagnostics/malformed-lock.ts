import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { projectWithoutImages, wholeLock } from "./samples.ts";

export const malformedLock = defineDiagnostic<{
  readonly file: string;
  readonly path: string;
  readonly what: string;
}>({
  code: "IMMU7903",
  level: "error",
  title: "Lock with a wrong entry",
  message: ({ file, path, what }) => `in ${file}, ${path} ${what}`,
  help: () => "run `immuc lock` after deleting the wrong entry: it is pinned anew",
  explanation: `The lock is JSON, but not all of it is what a lock holds: a field is missing, misspelt or of the wrong
type. The lock decides the bytes of every image, so nothing in it is guessed or passed over.

Delete the wrong entry and run \`immuc lock\`.`,
  get samples() {
    return {
      failing: { "main.immu": projectWithoutImages, "immu.lock": wholeLock.replace('"ami-0123456789abcdef0"', "17") },
      passing: { "main.immu": projectWithoutImages, "immu.lock": wholeLock },
    };
  },
});
