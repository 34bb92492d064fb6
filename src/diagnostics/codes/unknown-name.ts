import { defineDiagnostic } from "../definition.ts";
import { type Elsewhere, reachElsewhere } from "../elsewhere.ts";

export const unknownName = defineDiagnostic<{
  name: string;
  suggestion: string | null;
  declaredIn: Elsewhere | null;
  /** Whether the suggestion is what the name is imported as. */
  isAlias: boolean;
  /** What says here what the name says in another language. */
  hint: string | null;
}>({
  code: "IMMU2011",
  level: "error",
  title: "Unknown name",
  message: ({ name }) => `there is no \`${name}\` here`,
  help: ({ name, suggestion, declaredIn, isAlias, hint }) => {
    if (name === "base") return "`base` is what a declaration extends or an override changes; this builds on nothing";
    if (isAlias) return `it is imported as \`${suggestion}\`: write that, or import it without \`as\``;
    if (declaredIn) return reachElsewhere(declaredIn);
    if (hint !== null) return hint;
    return suggestion
      ? `did you mean \`${suggestion}\`?`
      : `declare it with \`let\` or \`param\`, or import it; a text needs quotes: \`"${name}"\``;
  },
  explanation:
    "A bare name is a `let`, `param` or `fn` of this file or an imported one, a declaration, or a function of the prelude.",
  samples: {
    failing: "let port = 8080\nlet next = prot + 1\n",
    passing: "let port = 8080\nlet next = port + 1\n",
  },
});
