import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { movesTraffic } from "../moves-traffic.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const abortMetricFinding = defineDiagnostic<{ fleet: string; alarm: string; metric: string }>({
  code: "IMMU6107",
  level: "error",
  title: "Metric that a worker does not have",
  message: ({ fleet, alarm, metric }) =>
    `abort rule \`${alarm}\` watches \`${metric}\`, which a balancer measures, but fleet \`${fleet}\` has none: it would never have data`,
  help: ({ alarm }) =>
    `watch the one metric of fleets without a balancer, \`abort ${alarm} { metric = "cpu"  above = 90% }\`, or give the fleet one`,
  explanation:
    "All metrics but `cpu` come from the balancer's target group of the new generation. A fleet without a balancer has no such data, and no data is never a pass, so every rollout would end open.",
  get samples() {
    return {
      failing: sampleProject({
        balanced: false,
        rollout: 'strategy = "replace"\n  abort errors { metric = "http_5xx_rate"  above = 1% }',
      }),
      passing: sampleProject({
        balanced: false,
        rollout: 'strategy = "replace"\n  abort busy { metric = "cpu"  above = 95% }',
      }),
    };
  },
});

// A strategy that needs a balancer itself is told so, and that is the one mistake.
export const abortMetric = rolloutRule(abortMetricFinding, ({ fleet, rollout, ofFleet }, found) => {
  if (fleet.route !== null || movesTraffic(rollout.strategy)) return;
  for (const { name: alarm, metric } of rollout.aborts) {
    if (metric === "cpu") continue;
    found(ofFleet(`rollout/abort/${alarm}/metric`), { fleet: fleet.name, alarm, metric });
  }
});
