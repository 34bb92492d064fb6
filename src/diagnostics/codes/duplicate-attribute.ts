import { defineDiagnostic } from "../definition.ts";

export const duplicateAttribute = defineDiagnostic<{ name: string }>({
  code: "IMMU3004",
  level: "error",
  title: "Attribute given twice",
  message: ({ name }) => `\`${name}\` is given twice`,
  help: () => "keep one of them, with what both say",
  explanation: "An attribute, a block that stands once, and a named block each appear once in a body.",
  samples: {
    failing: "network main {\n  vpc = {}\n  private = {}\n  zones = 2\n  zones = 3\n}\n",
    passing: "network main {\n  vpc = {}\n  private = {}\n  zones = 3\n}\n",
  },
});
