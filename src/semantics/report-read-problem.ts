import { assertNever } from "../base/assert-never.ts";
import { encodingText, type ReadProblem } from "../base/project-files.ts";
import type { Span } from "../base/span.ts";
import { fileMissing } from "../diagnostics/codes/file-missing.ts";
import { fileOutside } from "../diagnostics/codes/file-outside.ts";
import { fileUnreadable } from "../diagnostics/codes/file-unreadable.ts";
import type { Report } from "../diagnostics/definition.ts";
import { suggest } from "./suggest.ts";

/** Says why a file that a source names could not be read. */
export function reportReadProblem(report: Report, span: Span, path: string, problem: ReadProblem): void {
  switch (problem.kind) {
    case "missing":
      report(fileMissing, span, { path, suggestion: suggest(path.split("/").at(-1) ?? path, problem.similar) });
      return;
    case "outside":
      report(fileOutside, span, { path });
      return;
    case "not-regular":
      report(fileUnreadable, span, { path, reason: "it is not a regular file" });
      return;
    case "too-large":
      report(fileUnreadable, span, { path, reason: `it has ${problem.size} bytes, and the limit is ${problem.limit}` });
      return;
    case "not-utf8":
      report(fileUnreadable, span, { path, reason: encodingText(problem) });
      return;
    case "unreadable":
      report(fileUnreadable, span, { path, reason: problem.reason });
      return;
    default:
      assertNever(problem);
  }
}
