/** What CloudWatch says of an alarm that judges a step. */
export interface AlarmReading {
  /** Its name in the rollout: `errors`. */
  readonly rule: string;
  /** Its name in AWS; null where there is none, which is no data. */
  readonly alarm: string | null;
  readonly state: "ok" | "alarm" | "no-data";
  /** When it came to be so, in milliseconds since 1970; null where that is not known. */
  readonly since: number | null;
  /** What CloudWatch gives as the reason. */
  readonly reason: string;
}

export type Verdict =
  | { readonly kind: "pass" }
  | { readonly kind: "fail"; readonly alarms: readonly AlarmReading[] }
  /** Some of what should judge has no data. That is never a pass. */
  | { readonly kind: "inconclusive"; readonly alarms: readonly AlarmReading[] };

/**
 * The verdict of a step's alarms once its bake is over: one that fires fails it, and each must have data to pass it. Nobody to ask
 * is no data either.
 */
export function verdictOf(alarms: readonly AlarmReading[]): Verdict {
  const fired = firing(alarms);
  if (fired.length > 0) return { kind: "fail", alarms: fired };
  const silent = alarms.filter(({ state }) => state === "no-data");
  return silent.length > 0 || alarms.length === 0 ? { kind: "inconclusive", alarms: silent } : { kind: "pass" };
}

/** The alarms that fire. */
export function firing(alarms: readonly AlarmReading[]): readonly AlarmReading[] {
  return alarms.filter(({ state }) => state === "alarm");
}

/**
 * The alarms that began to fire after a moment: what ends a bake before its time. One that has fired since before is left
 * to the end of the bake: where missing data count as a breach, an alarm fires as long as there is no traffic.
 */
export function firedSince(alarms: readonly AlarmReading[], moment: number): readonly AlarmReading[] {
  return firing(alarms).filter(({ since }) => since !== null && since >= moment);
}

/** Alarms in a sentence: `errors (shop-prod-web-errors-1f…: Threshold Crossed: …)`. */
export function alarmsText(alarms: readonly AlarmReading[]): string {
  return alarms
    .map(({ rule, alarm, reason }) => {
      const details = [alarm ?? "there is no such alarm", reason].filter((part) => part !== "").join(": ");
      return `${rule} (${details})`;
    })
    .join(", ");
}
