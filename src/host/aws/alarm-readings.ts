import { CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { AlarmReading } from "../../release/run/verdict.ts";
import { asking, inPieces } from "./asking.ts";

/** What CloudWatch says of alarms, which are given as names in AWS by their names in the rollout. */
export async function readAlarms(
  region: string,
  alarms: ReadonlyMap<string, string | null>,
): Promise<readonly AlarmReading[]> {
  const names = [...alarms.values()].filter((name) => name !== null);
  const found = new Map<string, MetricAlarm>();
  if (names.length > 0)
    await asking(
      `ask CloudWatch in ${region} for alarms`,
      () => new CloudWatchClient({ region }),
      async (client) => {
        // A call takes at most 100 names.
        for (const piece of inPieces(names, 100)) {
          const answer = await client.send(new DescribeAlarmsCommand({ AlarmNames: [...piece], MaxRecords: 100 }));
          for (const alarm of answer.MetricAlarms ?? []) found.set(alarm.AlarmName ?? "", alarm);
        }
      },
    );
  return [...alarms].map(([rule, name]) => readingOf(rule, name, name === null ? undefined : found.get(name)));
}

function readingOf(rule: string, name: string | null, alarm: MetricAlarm | undefined): AlarmReading {
  if (alarm === undefined) return { rule, alarm: name, state: "no-data", since: null, reason: "" };
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  return {
    rule,
    alarm: name,
    state: stateOf(alarm),
    since: since?.getTime() ?? null,
    reason: (alarm.StateReason ?? "").replaceAll(/\s+/g, " ").trim(),
  };
}

function stateOf({ StateValue }: MetricAlarm): AlarmReading["state"] {
  if (StateValue === "OK") return "ok";
  return StateValue === "ALARM" ? "alarm" : "no-data";
}
