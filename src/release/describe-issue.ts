import type * as z from "zod/mini";

/** What is wrong in a piece of outside data, in words, and where. */
export interface DataProblem {
  readonly path: readonly (string | number)[];
  /** Continues "it …": `expects a string`. */
  readonly what: string;
}

/** The first thing that a schema found wrong, the deepest of a union's. */
export function firstProblem(error: z.core.$ZodError): DataProblem {
  const issue = error.issues[0];
  return issue === undefined ? { path: [], what: "is not valid" } : problemOf(issue);
}

/** A path as people write it: `bases[2].id`; "the file" for the whole. */
export function pathText(path: readonly (string | number)[]): string {
  const text = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return text === "" ? "the file" : text.replace(/^\./, "");
}

function problemOf(issue: z.core.$ZodIssue): DataProblem {
  const path = issue.path.filter((step) => typeof step !== "symbol");
  switch (issue.code) {
    case "invalid_type":
      return { path, what: `expects ${withArticle(issue.expected)}` };
    case "invalid_value":
      return { path, what: `expects ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}` };
    case "unrecognized_keys":
      return { path: [...path, issue.keys[0] ?? ""], what: "is not known here" };
    case "invalid_format":
      return { path, what: formatText(issue.format) };
    default:
      return { path, what: "is not valid" };
  }
}

function formatText(format: string): string {
  return format === "datetime"
    ? "expects a time such as 2026-01-31T12:00:00.000Z"
    : "is not of the form that belongs here";
}

function withArticle(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}
