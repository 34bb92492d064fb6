import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { sampleWith, unchanged } from "./samples.ts";

export const resourceGone = defineDiagnostic<{ readonly address: string }>({
  code: "IMMU7912",
  level: "error",
  title: "Deleted by hand",
  message: ({ address }) => `${address} was deleted outside of immuc`,
  help: () => "the next apply makes it again; to be rid of it, take it out of the source",
  explanation: `Terraform made it, and AWS does not have it any more: somebody deleted it. The next apply makes it again,
which for what serves traffic comes too late; look for who deleted it first.`,
  get samples() {
    return {
      failing: sampleWith({
        drift: [
          { type: "aws_iam_role_policy", name: "worker", actions: ["delete"], before: { name: "worker" }, after: null },
        ],
      }),
      passing: unchanged,
    };
  },
});
