import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { sampleWith, unchanged, updated } from "./samples.ts";

export const resourceEdited = defineDiagnostic<{
  readonly address: string;
  readonly what: string;
  /** Whether it belongs to a generation, which is never changed. */
  readonly whole: boolean;
}>({
  code: "IMMU7911",
  level: "error",
  title: "Edited by hand",
  message: ({ address, what }) => `${address} was changed outside of immuc: ${what}`,
  help: ({ whole }) =>
    whole
      ? "it belongs to a generation, which never changes: release another one, and revoke this one if it is not to be trusted"
      : "the next apply puts it back; to keep it, write it into the source",
  explanation: `Something that the source decides has another value in AWS: somebody changed it in the console or with
another tool. What runs is then no longer what was reviewed.

The next apply puts back what is shared, such as a balancer or a log group. What belongs to a generation is never changed
in place, so an edited launch template or target group means that the generation is no longer what its digest says:
release another one.`,
  get samples() {
    return {
      failing: sampleWith({
        drift: [updated("aws_cloudwatch_log_group", "worker", { retention_in_days: 30 }, { retention_in_days: 1 })],
        changes: [updated("aws_cloudwatch_log_group", "worker", { retention_in_days: 1 }, { retention_in_days: 30 })],
      }),
      passing: unchanged,
    };
  },
});
