import { defineDiagnostic } from "../definition.ts";

export const unknownKind = defineDiagnostic<{
  name: string;
  suggestion: string | null;
  /** What says here what the word says in another tool. */
  hint: string | null;
  kinds: readonly string[];
}>({
  code: "IMMU2014",
  level: "error",
  title: "Unknown kind",
  message: ({ name }) => `there is no kind \`${name}\``,
  help: ({ suggestion, hint, kinds }) =>
    hint !== null
      ? hint
      : suggestion
        ? `did you mean \`${suggestion}\`?`
        : `the kinds are ${kinds.map((kind) => `\`${kind}\``).join(", ")}`,
  explanation: "A declaration begins with its kind: `image web { … }`. The kinds are those of the standard library.",
  samples: {
    failing: "netwrok main {\n  vpc = {}\n  private = {}\n}\n",
    passing: "network main {\n  vpc = {}\n  private = {}\n}\n",
  },
});
