import { defineDiagnostic } from "../definition.ts";

export const unknownAttribute = defineDiagnostic<{
  name: string;
  owner: string;
  suggestion: string | null;
  /** What says here what the word says in another tool, or what it was meant for. */
  hint: string | null;
  known: readonly string[];
}>({
  code: "IMMU3002",
  level: "error",
  title: "Unknown attribute",
  message: ({ name, owner }) => `${owner} has no attribute \`${name}\``,
  help: ({ suggestion, hint, known }) =>
    hint !== null
      ? hint
      : suggestion
        ? `did you mean \`${suggestion}\`?`
        : `it has ${known.map((each) => `\`${each}\``).join(", ")}`,
  explanation: "The attributes and blocks of a declaration are those of its kind. Nothing unknown is passed through.",
  samples: {
    failing: "network main {\n  vpc = {}\n  privat = {}\n  private = {}\n}\n",
    passing: "network main {\n  vpc = {}\n  private = {}\n}\n",
  },
});
