import { defineDiagnostic } from "../definition.ts";

export const unreachableArm = defineDiagnostic<{ pattern: string; reason: string }>({
  code: "IMMU3015",
  level: "error",
  title: "Arm that is never taken",
  message: ({ pattern, reason }) => `the arm \`${pattern}\` is never taken: ${reason}`,
  help: () => "remove it",
  explanation:
    "An arm that no value reaches is a mistake: a misspelt value, a repeated one, or an `else` with nothing left.",
  samples: {
    failing: 'param arch: "arm64" | "x86_64" = "arm64"\nlet type = match arch { "arm" => "a", else => "b" }\n',
    passing: 'param arch: "arm64" | "x86_64" = "arm64"\nlet type = match arch { "arm64" => "a", else => "b" }\n',
  },
});
