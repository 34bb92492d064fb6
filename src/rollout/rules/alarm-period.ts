import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { abortSample } from "../samples.ts";
import { durationLiteral } from "../text.ts";

const MINUTE = 60_000;

export const alarmPeriodFinding = defineDiagnostic<{ alarm: string; every: number; next: number }>({
  code: "IMMU6111",
  level: "error",
  title: "Period that is not whole minutes",
  message: ({ alarm, every }) =>
    `abort rule \`${alarm}\` looks every ${durationLiteral(every)}; its metric comes once a minute, so a period is whole minutes`,
  help: ({ next }) => `use \`every = ${durationLiteral(next)}\``,
  explanation:
    "Balancers and instances report to CloudWatch once a minute. An alarm with a shorter period would miss data most of the time; one between whole minutes is refused by AWS.",
  get samples() {
    return {
      failing: abortSample('abort errors { metric = "http_5xx_rate"  above = 1%  every = 30s }'),
      passing: abortSample('abort errors { metric = "http_5xx_rate"  above = 1%  every = 1m }'),
    };
  },
});

export const alarmPeriod = rolloutRule(alarmPeriodFinding, ({ rollout, ofFleet }, found) => {
  for (const { name: alarm, every } of rollout.aborts) {
    if (every % MINUTE === 0) continue;
    const next = Math.ceil(every / MINUTE) * MINUTE;
    const place = ofFleet(`rollout/abort/${alarm}/every`);
    found(
      place,
      { alarm, every, next },
      { fix: { title: `Look every ${durationLiteral(next)}`, place, text: durationLiteral(next) } },
    );
  }
});
