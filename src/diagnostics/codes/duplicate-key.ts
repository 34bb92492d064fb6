import { defineDiagnostic } from "../definition.ts";

export const duplicateKey = defineDiagnostic<{ key: string }>({
  code: "IMMU3019",
  level: "error",
  title: "Key given twice",
  message: ({ key }) => `the key \`${key}\` is given twice`,
  help: () => "keep one of them",
  explanation:
    "A map has one value a key. A later `...spread` or key may replace one that a spread before it brought, but a written key is written once.",
  samples: { failing: "let config = { PORT: 1, PORT: 2 }\n", passing: "let config = { PORT: 1, ADMIN_PORT: 2 }\n" },
});
