import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js";
import { assertNever } from "../../base/assert-never.ts";
import type { AbortMetric, AbortPlan } from "../../plan/model.ts";
import type { Address } from "./expression.ts";
import type { FleetScope } from "./fleet-scope.ts";
import { awsName, identifier, joinIdentifiers } from "./names.ts";
import { at, declare, digestOf, readableOf } from "./scope.ts";

/** Whom an alarm watches. The parts are templates. */
export interface Watched {
  /** The logical id that alarms are named after. */
  readonly id: string;
  /** What stands behind their names. */
  readonly tail: string;
  readonly count?: number;
  readonly groupName: string;
  /** Null without a balancer: then only `cpu` can be watched. */
  readonly traffic: { readonly loadBalancer: string; readonly targetGroup: string } | null;
}

/** An alarm for each abort rule that has something to watch; their addresses by the rules' names. */
export function declareAlarms(scope: FleetScope, watched: Watched): ReadonlyMap<string, Address> {
  const alarms = new Map<string, Address>();
  for (const abort of scope.fleet.rollout.aborts) {
    const metric = metricOf(abort, watched);
    if (metric === null) continue;
    const id = joinIdentifiers(watched.id, identifier(abort.name));
    const origin = `${scope.origin}/rollout/abort/${abort.name}`;
    const address = declare(at(scope, id, origin), CloudwatchMetricAlarm, {
      alarmName: alarmName(scope, abort, watched),
      alarmDescription: `Aborts the rollout of ${scope.id}: ${abort.metric} above ${abort.above.value}.`,
      comparisonOperator: "GreaterThanThreshold",
      threshold: abort.above.value,
      datapointsToAlarm: abort.breaches,
      evaluationPeriods: abort.of,
      treatMissingData: abort.missing === "breach" ? "breaching" : "missing",
      tags: scope.tags,
      ...metric,
      ...(watched.count === undefined ? {} : { count: watched.count }),
    });
    alarms.set(abort.name, address);
  }
  return alarms;
}

/** The name of an alarm in AWS. */
export function alarmName(scope: FleetScope, abort: AbortPlan, watched: Pick<Watched, "tail">): string {
  const { fleet } = scope;
  const digest = digestOf(scope, "fleet", fleet.name, abort.name);
  return awsName(255, readableOf(scope, fleet.name, abort.name), digest, watched.tail);
}

/** Seconds between two data points: CloudWatch has a data point a minute of everything that is watched here. */
export function alarmPeriod(every: number): number {
  return Math.max(1, Math.ceil(every / 60_000)) * 60;
}

type AlarmMetric = Pick<
  CloudwatchMetricAlarmConfig,
  "metricQuery" | "metricName" | "namespace" | "period" | "statistic" | "dimensions"
>;

function metricOf(abort: AbortPlan, watched: Watched): AlarmMetric | null {
  const period = alarmPeriod(abort.every);
  if (abort.metric === "cpu") {
    return {
      namespace: "AWS/EC2",
      metricName: "CPUUtilization",
      statistic: "Average",
      period,
      dimensions: { AutoScalingGroupName: watched.groupName },
    };
  }
  if (watched.traffic === null) return null;
  const dimensions = { LoadBalancer: watched.traffic.loadBalancer, TargetGroup: watched.traffic.targetGroup };
  const simple = (metricName: string, statistic: string): AlarmMetric => ({
    namespace: balancerNamespace,
    metricName,
    statistic,
    period,
    dimensions,
  });
  // With two arguments, IF leaves a period out: below the floor there is no data, neither good nor bad.
  const math = (metricName: string, stat: string, value: string): AlarmMetric => ({
    metricQuery: [
      {
        id: "watched",
        expression: `IF(requests >= ${abort.floor}, ${value})`,
        label: abort.metric,
        returnData: true,
      },
      query("requests", "RequestCount", "Sum"),
      query("measured", metricName, stat),
    ],
  });
  const query = (id: string, metricName: string, stat: string) => ({
    id,
    returnData: false,
    metric: { namespace: balancerNamespace, metricName, stat, period, dimensions },
  });
  switch (abort.metric) {
    case "http_5xx_rate":
      return math("HTTPCode_Target_5XX_Count", "Sum", share);
    case "http_4xx_rate":
      return math("HTTPCode_Target_4XX_Count", "Sum", share);
    case "latency_p50":
    case "latency_p90":
    case "latency_p99":
      return math("TargetResponseTime", percentile(abort.metric), "1000 * measured");
    case "unhealthy_hosts":
      return simple("UnHealthyHostCount", "Maximum");
    case "connection_errors":
      return simple("TargetConnectionErrorCount", "Sum");
    default:
      return assertNever(abort.metric);
  }
}

const balancerNamespace = "AWS/ApplicationELB";

// A balancer counts no errors where there are none: the gap means zero.
const share = "100 * FILL(measured, 0) / requests";

function percentile(metric: Extract<AbortMetric, `latency_${string}`>): string {
  return metric.slice("latency_".length);
}
