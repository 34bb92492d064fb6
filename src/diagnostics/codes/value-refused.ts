import { firstSentence } from "../../base/wording.ts";
import { defineDiagnostic } from "../definition.ts";

export const valueRefused = defineDiagnostic<{
  what: string | null;
  /** Null where it may be a secret's value, which no log must show. */
  value: string | null;
  /** What the value must do: "lie in 1..50". */
  rule: string;
  /** The regular expression that the rule stands for, where it does. */
  pattern: string | null;
  /** What the declaration of the field or parameter says about it. */
  doc: string | null;
  /** A literal near it that is allowed. */
  meant: string | null;
}>({
  code: "IMMU4002",
  level: "error",
  title: "Value not allowed here",
  message: ({ what, value, rule, pattern, doc }) => {
    const subject = what ? `\`${what}\`` : "this";
    // A pattern is for machines to read; where there are words, they say it better.
    if (pattern !== null && doc !== null) return `${subject} can't be ${value ?? "what is given"}`;
    return value === null
      ? `${subject} must ${rule}, and what is given does not`
      : `${subject} is ${value}, but it must ${rule}`;
  },
  // The first sentence of the documentation says what belongs there; those behind it go into other things.
  help: ({ pattern, doc, meant }) => {
    const words = doc === null ? [] : [firstSentence(doc)];
    if (meant !== null) return [`did you mean \`${meant}\`?`, ...words].join("\n");
    if (doc === null) return null;
    return [...words, ...(pattern === null ? [] : [`as a pattern: ${pattern}`])].join("\n");
  },
  explanation:
    'A type may bound its values: `int in 1..65535`, `string matching "^[a-z]+$"`, `[string] of 1..5`, or a form such as `cidr`, `arn` and `region`. `immuc explain` and the reference list what each kind\'s fields take.',
  samples: { failing: "param port: int in 1..65535 = 70000\n", passing: "param port: int in 1..65535 = 8080\n" },
});
