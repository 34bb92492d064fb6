import { defineDiagnostic } from "../definition.ts";

export const separatedUnit = defineDiagnostic<{ readonly written: string; readonly meant: string | null }>({
  code: "IMMU1058",
  level: "error",
  title: "Unit apart from its number",
  message: ({ written, meant }) =>
    meant === null
      ? `a unit follows its number without a space: \`${written}\``
      : `a unit follows its number without a space: \`${meant}\``,
  help: ({ meant }) =>
    meant === null ? "units are ms, s, m, h, d (time), KiB, MiB, GiB, TiB (size) and % (share)" : null,
  explanation:
    "A unit is part of its number: `40GiB`, `30s`, `5%`. Sizes are powers of 1024 and say so: `KiB`, `MiB`, `GiB`, `TiB`. Times are `ms`, `s`, `m`, `h` and `d`.",
  samples: { failing: "let disk = 40 GB\n", passing: "let disk = 40GiB\n" },
});
