import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { sampleWith, unchanged, updated } from "./samples.ts";

export const capacityMoved = defineDiagnostic<{ readonly address: string; readonly what: string }>({
  code: "IMMU7915",
  level: "info",
  title: "Capacity moved",
  message: ({ address, what }) => `${address} was scaled within its bounds: ${what}`,
  explanation: `A fleet that scales itself has as many instances as its load needs, between the bounds of its \`size\`. That
is no drift: no apply puts it back. Bounds that were moved are reported as an edit.`,
  get samples() {
    return {
      failing: sampleWith({
        drift: [
          updated(
            "aws_autoscaling_group",
            "worker_0123456789ab",
            { desired_capacity: 2, max_size: 10 },
            { desired_capacity: 5, max_size: 10 },
          ),
        ],
      }),
      passing: unchanged,
    };
  },
});
