import { firstSentence } from "../../base/wording.ts";
import { defineDiagnostic } from "../definition.ts";

export const missingAttribute = defineDiagnostic<{
  owner: string;
  names: readonly string[];
  /** What the kind says about each. */
  docs: readonly string[];
}>({
  code: "IMMU3003",
  level: "error",
  title: "Missing attribute",
  message: ({ owner, names }) => `${owner} needs ${names.map((name) => `\`${name}\``).join(", ")}`,
  help: ({ names, docs }) => {
    const lines = names.flatMap((name, index) => {
      const words = firstSentence(docs[index] ?? "");
      return words === "" ? [] : [`\`${name}\`: ${words}`];
    });
    return lines.length === 0 ? null : lines.join("\n");
  },
  explanation:
    "An attribute without a default must be given, here or in what the declaration extends. An `abstract` declaration may leave it open.",
  samples: {
    failing: 'network main {\n  vpc = { Name: "main" }\n}\n',
    passing: 'network main {\n  vpc = { Name: "main" }\n  private = { Tier: "private" }\n}\n',
  },
});
