import { defineDiagnostic } from "../definition.ts";

export const unknownExport = defineDiagnostic<{
  name: string;
  specifier: string;
  suggestion: string | null;
  names: readonly string[];
}>({
  code: "IMMU2007",
  level: "error",
  title: "Unknown import",
  message: ({ name, specifier }) => `\`${specifier}\` declares no \`${name}\``,
  help: ({ suggestion, names }) => {
    if (suggestion) return `did you mean \`${suggestion}\`?`;
    return names.length === 0 ? "it declares nothing" : `it declares ${names.map((name) => `\`${name}\``).join(", ")}`;
  },
  explanation: "An import names what another file declares at its top level and does not mark `private`.",
  samples: {
    failing: 'import { ubuntu } from "std/images"\nlet base_image = ubuntu\n',
    passing: 'import { ubuntu_2404 } from "std/images"\nlet base_image = ubuntu_2404\n',
  },
});
