import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { projectWithoutImages, wholeLock } from "./samples.ts";

export const conflictedLock = defineDiagnostic<{ readonly file: string; readonly line: number }>({
  code: "IMMU7901",
  level: "error",
  title: "Merge conflict in the lock",
  message: ({ file, line }) => `${file} has an unresolved merge conflict at line ${line}`,
  help: ({ file }) =>
    `take either side whole (\`git checkout --theirs ${file}\`), then run \`immuc lock\`: it pins what the other side wanted`,
  explanation: `Two branches changed the lock, and its text still holds the marks of the merge.

Neither side has to be merged by hand. Take one side whole, then run \`immuc lock\`: it keeps every pin of that side
that is still wanted, and pins what is missing.`,
  samples: {
    failing: {
      "main.immu": projectWithoutImages,
      "immu.lock": `<<<<<<< HEAD\n{}\n=======\n${wholeLock}>>>>>>> other\n`,
    },
    passing: { "main.immu": projectWithoutImages, "immu.lock": wholeLock },
  },
});
