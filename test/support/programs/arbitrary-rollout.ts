import fc from "fast-check";
import * as parts from "./arbitrary-parts.ts";
import {
  type Body,
  choice,
  duration,
  given,
  type Labelled,
  MINUTE,
  percent,
  type Quantity,
  type Value,
} from "./model.ts";

/** A rollout that keeps every rule, and what decides which fleets may use it. */
export interface RolloutDraft {
  readonly strategy: string;
  /** Whether all that its alarms watch is there without a balancer. */
  readonly unbalanced: boolean;
  readonly body: Body;
}

/** Whether a fleet with a balancer, or without one, can roll out this way. */
export function suits({ strategy, unbalanced }: RolloutDraft, balanced: boolean): boolean {
  if (strategy === "replace") return !balanced;
  return balanced || (strategy === "rolling" && unbalanced);
}

const strategies = ["canary", "blue_green", "rolling", "replace"] as const;
const metrics = [
  "cpu",
  "http_5xx_rate",
  "http_4xx_rate",
  "latency_p50",
  "latency_p90",
  "latency_p99",
  "unhealthy_hosts",
  "connection_errors",
] as const;

const abort = fc.record({
  metric: fc.constantFrom(...metrics),
  share: parts.shares(1, 90),
  time: fc.integer({ min: 100, max: 5000 }).map((milliseconds) => duration(milliseconds)),
  count: parts.whole(0, 20),
  breaches: fc.integer({ min: 1, max: 5 }),
  of: fc.integer({ min: 1, max: 5 }),
  every: fc.integer({ min: 1, max: 5 }),
  more: parts.someOf({ floor: parts.whole(1, 500), missing: parts.oneOfChoices("breach", "ignore") }),
});

// Weights in hundredths of a percent. All are multiples of a quarter percent: a listener can express those together.
const weights = fc.constantFrom(
  [100, 5000, 10_000],
  [1000, 8500, 10_000],
  [25, 550, 2500, 10_000],
  [250, 7550, 10_000],
);

export const anyRollout: fc.Arbitrary<RolloutDraft> = fc
  .record({
    strategy: fc.constantFrom(...strategies),
    weights,
    aborts: fc.array(abort, { minLength: 1, maxLength: 3 }),
    warmup: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
    extra: fc.nat(30),
    keep: parts.someOf({ keep_previous: parts.minutes(0, 600) }),
    refresh: parts.someOf({
      min_healthy: parts.wholeShares(90, 100),
      max_healthy: parts.wholeShares(100, 190),
      checkpoints: fc
        .constantFrom([10_000], [5000, 10_000], [3300, 10_000], [2000, 5000, 10_000])
        .map((shares): Value => ({ kind: "list", items: shares.map(percent) })),
      pause: parts.minutes(0, 60),
    }),
  })
  .map(({ strategy, weights: steps, aborts, warmup, extra, keep, refresh }) => {
    const replace = strategy === "replace";
    const rules = aborts.map((each, index) => abortOf(replace ? { ...each, metric: "cpu" as const } : each, index));
    const slowest = Math.max(...aborts.map(({ every, of, breaches }) => every * Math.max(of, breaches)));
    // What the slowest alarm needs, two minutes for metrics to arrive, and more.
    const bake: Quantity = duration((slowest + (warmup ?? 1) + 2 + extra) * MINUTE);
    return {
      strategy,
      unbalanced: replace || aborts.every(({ metric }) => metric === "cpu"),
      body: {
        fields: given({
          ...keep,
          strategy: choice(strategy, strategies),
          warmup: warmup === null ? null : duration(warmup * MINUTE),
          bake: strategy === "canary" ? null : bake,
        }),
        blocks:
          strategy === "rolling" && Object.keys(refresh).length > 0
            ? { refresh: { fields: refresh, blocks: {}, labelled: [] } }
            : {},
        labelled: [
          ...(strategy === "canary" ? steps.map((weight, index) => stepOf(weight, bake, index)) : []),
          ...rules,
        ],
      },
    };
  });

function stepOf(weight: number, bake: Value, index: number): Labelled {
  return {
    block: "step",
    label: `s${index}`,
    body: { fields: { weight: percent(weight), bake }, blocks: {}, labelled: [] },
  };
}

function abortOf(
  { metric, share, time, count, breaches, of, every, more }: typeof abort extends fc.Arbitrary<infer T> ? T : never,
  index: number,
): Labelled {
  const above = metric === "cpu" || metric.startsWith("http_") ? share : metric.startsWith("latency_") ? time : count;
  const fields = given({
    ...more,
    metric: choice(metric, metrics),
    above,
    breaches: { kind: "int", amount: Math.min(breaches, of) },
    of: { kind: "int", amount: Math.max(breaches, of) },
    every: duration(every * MINUTE),
  });
  return { block: "abort", label: `a${index}`, body: { fields, blocks: {}, labelled: [] } };
}
