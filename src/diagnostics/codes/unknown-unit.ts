import { defineDiagnostic } from "../definition.ts";

export const unknownUnit = defineDiagnostic<{ unit: string; suggestion: string | null }>({
  code: "IMMU3025",
  level: "error",
  title: "Unknown unit",
  message: ({ unit }) => `there is no unit \`${unit}\``,
  help: ({ suggestion }) =>
    suggestion
      ? `did you mean \`${suggestion}\`?`
      : "units are ms, s, m, h, d (time), KiB, MiB, GiB, TiB (size) and % (share)",
  explanation: "A unit follows its number without a space. Sizes are powers of 1024 and say so: `20GiB`.",
  samples: { failing: "let disk = 20GB\n", passing: "let disk = 20GiB\n" },
});
