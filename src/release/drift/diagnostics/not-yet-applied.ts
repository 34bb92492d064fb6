import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { sampleWith, unchanged, updated } from "./samples.ts";

export const notYetApplied = defineDiagnostic<{ readonly address: string; readonly what: string }>({
  code: "IMMU7914",
  level: "warning",
  title: "Not yet applied",
  message: ({ address, what }) => `the next apply would ${what} ${address}`,
  help: () => "where the source has not moved on since the last apply, somebody changed it and the state was refreshed",
  explanation: `AWS has what was applied last, and the source says something else now. That is as it should be between a
change of the source and its release. Compare with the sources of the last release to be sure: \`immuc diff\`.`,
  get samples() {
    return {
      failing: sampleWith({
        changes: [updated("aws_cloudwatch_log_group", "worker", { retention_in_days: 30 }, { retention_in_days: 90 })],
      }),
      passing: unchanged,
    };
  },
});
