import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group/index.js";
import type { HttpPlan } from "../../plan/model.ts";
import { drainTime } from "../../rollout/times.ts";
import { type Address, template, text } from "./expression.ts";
import type { FleetScope } from "./fleet-scope.ts";
import { at, declare } from "./scope.ts";

/** What tells one target group from another. */
export interface TargetGroupPlace {
  readonly id: string;
  readonly name: string;
  /** Absent where it always exists. */
  readonly count?: number;
  readonly tags: Record<string, string>;
}

/** Where a balancer sends traffic to. Like a launch template it is made whole and then left alone. */
export function declareTargetGroup(scope: FleetScope, http: HttpPlan, place: TargetGroupPlace): Address {
  const interval = Math.ceil(http.probe.every / 1000);
  return declare(at(scope, place.id, `${scope.origin}/http`), LbTargetGroup, {
    name: place.name,
    port: http.port,
    protocol: "HTTP",
    targetType: "instance",
    vpcId: template(`${scope.network.vpc}.id`),
    deregistrationDelay: `${drainSeconds(http)}`,
    healthCheck: {
      enabled: true,
      path: text(http.health),
      port: "traffic-port",
      protocol: "HTTP",
      matcher: "200",
      interval,
      // It must be shorter than the interval.
      timeout: Math.min(5, interval - 1),
      healthyThreshold: http.probe.healthyAfter,
      unhealthyThreshold: http.probe.unhealthyAfter,
    },
    tags: place.tags,
    lifecycle: { ignoreChanges: "all" },
    ...(place.count === undefined ? {} : { count: place.count }),
    ...(http.sticky === null
      ? {}
      : { stickiness: { enabled: true, type: "lb_cookie", cookieDuration: Math.ceil(http.sticky / 1000) } }),
  });
}

/** How long an instance that leaves may finish its requests, in whole seconds. */
export function drainSeconds(http: HttpPlan): number {
  return Math.ceil(drainTime(http) / 1000);
}
