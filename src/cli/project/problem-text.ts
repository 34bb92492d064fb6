import { assertNever } from "../../base/assert-never.ts";
import { encodingText, type ReadProblem } from "../../base/project-files.ts";
import { reasonOf } from "../../host/fault.ts";

/** Why a file could not be read, in words. */
export function problemText(problem: ReadProblem): string {
  switch (problem.kind) {
    case "missing":
      return "it does not exist";
    case "outside":
      return "a symbolic link leads out of the project";
    case "not-regular":
      return "it is not a regular file";
    case "too-large":
      return `it has ${problem.size} bytes, and the limit is ${problem.limit}`;
    case "not-utf8":
      return encodingText(problem);
    case "unreadable":
      return reasonOf(problem.reason);
    default:
      return assertNever(problem);
  }
}
