import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { sampleWith, unchanged, updated } from "./samples.ts";

const generation = "0123456789ab".padEnd(64, "0");

export const rolloutMoves = defineDiagnostic<{
  readonly address: string;
  readonly fleet: string;
  readonly what: string;
}>({
  code: "IMMU7916",
  level: "info",
  title: "Moved by a rollout",
  message: ({ address, fleet, what }) => `a rollout of fleet ${fleet} is under way: ${address} ${what}`,
  explanation: `While a rollout is under way, its steps change capacities and shares of traffic, and make and destroy whole
generations. What they change is expected to differ; anything else is reported as it always is.`,
  get samples() {
    return {
      failing: sampleWith({
        drift: [updated("aws_autoscaling_group", "worker_0123456789ab", { max_size: 10 }, { max_size: 12 })],
        changes: [updated("aws_autoscaling_group", "worker_0123456789ab", { max_size: 12 }, { max_size: 10 })],
      }),
      passing: unchanged,
      live: {
        prod: {
          worker: { stable: null, state: {}, generations: {}, rollout: { generation, phase: "active" } },
        },
      },
    };
  },
});
