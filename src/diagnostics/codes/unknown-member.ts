import { defineDiagnostic } from "../definition.ts";

export const unknownMember = defineDiagnostic<{
  name: string;
  owner: string;
  suggestion: string | null;
  known: readonly string[];
  /** A function of the prelude that has the member's name. */
  fn?: string | null;
}>({
  code: "IMMU3006",
  level: "error",
  title: "Unknown member",
  message: ({ name, owner }) => `${owner} has no \`${name}\``,
  help: ({ suggestion, known, fn }) => {
    if (fn) return `\`${fn}\` is a function: call it with the value, \`${fn}(…)\``;
    if (suggestion) return `did you mean \`${suggestion}\`?`;
    return known.length === 0 ? "it has no members" : `it has ${known.map((each) => `\`${each}\``).join(", ")}`;
  },
  explanation: "Members are the fields of a declaration, block or record; a range has `min` and `max`.",
  samples: { failing: "let size = 2..20\nlet top = size.maximum\n", passing: "let size = 2..20\nlet top = size.max\n" },
});
