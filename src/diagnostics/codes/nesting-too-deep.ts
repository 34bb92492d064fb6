import { defineDiagnostic } from "../definition.ts";

const project = 'project shop {\n  tags = { team: "web" }\n}\n';

export const nestingTooDeep = defineDiagnostic<{ readonly what: string; readonly limit: number }>({
  code: "IMMU1012",
  level: "error",
  title: "Nested too deep",
  message: ({ what, limit }) => `${what} may nest at most ${limit} levels deep`,
  help: () => "name the inner part with `let` and use the name",
  explanation:
    "Expressions, types, blocks and strings may nest only so deep, so that no source can exhaust the compiler. Give the inner part a name with `let`, and use that.",
  get samples() {
    return {
      failing: `${project}let deep = ${"(".repeat(129)}1${")".repeat(129)}\n`,
      passing: `${project}let deep = (1)\n`,
    };
  },
});
