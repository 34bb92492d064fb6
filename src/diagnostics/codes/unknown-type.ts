import { defineDiagnostic } from "../definition.ts";

export const unknownType = defineDiagnostic<{ name: string; suggestion: string | null }>({
  code: "IMMU2015",
  level: "error",
  title: "Unknown type",
  message: ({ name }) => `there is no type \`${name}\``,
  help: ({ suggestion }) =>
    suggestion
      ? `did you mean \`${suggestion}\`?`
      : "types are bool, int, decimal, string, duration, bytes, percent, range<T>, cidr, ip, region, arn, version, path, secret, and the kinds",
  explanation:
    'Types stand at `param`, `fn` and `kind` boundaries. `[T]` is a list, `{string: T}` a map, `T?` an optional value, `"a" | "b"` one of some texts.',
  samples: { failing: "param port: integer = 8080\n", passing: "param port: int = 8080\n" },
});
