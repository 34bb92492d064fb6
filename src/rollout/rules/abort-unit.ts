import { assertNever } from "../../base/assert-never.ts";
import { defineDiagnostic } from "../../diagnostics/definition.ts";
import type { AbortMetric, AbortPlan } from "../../plan/model.ts";
import { rolloutRule } from "../rule.ts";
import { abortSample } from "../samples.ts";
import { durationLiteral, percentLiteral } from "../text.ts";

type Unit = AbortPlan["above"]["unit"];

export const abortUnitFinding = defineDiagnostic<{
  alarm: string;
  metric: AbortMetric;
  above: AbortPlan["above"];
  wanted: Unit;
}>({
  code: "IMMU6106",
  level: "error",
  title: "Limit in the wrong unit",
  message: ({ alarm, metric, above, wanted }) =>
    `abort rule \`${alarm}\` compares \`${metric}\` with ${literal(above)}; that metric is ${described(wanted)}`,
  help: ({ wanted }) => `write \`above\` as ${described(wanted)}, such as \`${example(wanted)}\``,
  explanation:
    "Rates and `cpu` are shares (`1%`), latencies are times (`800ms`), and `unhealthy_hosts` and `connection_errors` are counts (`0`). A limit in another unit could only be guessed at.",
  get samples() {
    return {
      failing: abortSample('abort slow { metric = "latency_p99"  above = 5% }'),
      passing: abortSample('abort slow { metric = "latency_p99"  above = 800ms }'),
    };
  },
});

export const abortUnit = rolloutRule(abortUnitFinding, ({ rollout, ofFleet }, found) => {
  for (const { name: alarm, metric, above } of rollout.aborts) {
    const wanted = unitOf(metric);
    if (above.unit === wanted) continue;
    found(ofFleet(`rollout/abort/${alarm}/above`), { alarm, metric, above, wanted });
  }
});

function unitOf(metric: AbortMetric): Unit {
  switch (metric) {
    case "http_5xx_rate":
    case "http_4xx_rate":
    case "cpu":
      return "percent";
    case "latency_p50":
    case "latency_p90":
    case "latency_p99":
      return "milliseconds";
    case "unhealthy_hosts":
    case "connection_errors":
      return "count";
    default:
      return assertNever(metric);
  }
}

function literal({ unit, value }: AbortPlan["above"]): string {
  return unit === "percent" ? percentLiteral(value) : unit === "milliseconds" ? durationLiteral(value) : String(value);
}

function described(unit: Unit): string {
  return unit === "percent" ? "a share" : unit === "milliseconds" ? "a time" : "a count";
}

function example(unit: Unit): string {
  return unit === "percent" ? "1%" : unit === "milliseconds" ? "800ms" : "0";
}
