import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { projectWithoutImages, wholeLock } from "./samples.ts";

export const newerLock = defineDiagnostic<{
  readonly file: string;
  readonly version: number;
  readonly known: number;
}>({
  code: "IMMU7904",
  level: "error",
  title: "Lock of another version",
  message: ({ file, version, known }) => `${file} has version ${version}; this immuc reads version ${known}`,
  help: () => "use the immuc that wrote it, or a later one",
  explanation: `The lock's form has a version. A lock written by a later immuc may pin things that this one does not know,
so it is not read at all.`,
  get samples() {
    return {
      failing: { "main.immu": projectWithoutImages, "immu.lock": wholeLock.replace('"version": 1', '"version": 99') },
      passing: { "main.immu": projectWithoutImages, "immu.lock": wholeLock },
    };
  },
});
