import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

const MOST = 10;

const rollingWith = (count: number): string =>
  sampleProject({
    rollout: [
      'strategy = "rolling"',
      ...Array.from(
        { length: count },
        (_, index) => `abort errors${index} { metric = "http_5xx_rate"  above = ${index + 1}% }`,
      ),
    ].join("\n  "),
  });

export const refreshAlarmsFinding = defineDiagnostic<{ rollout: string; count: number }>({
  code: "IMMU6011",
  level: "error",
  title: "Too many alarms for an instance refresh",
  message: ({ rollout, count }) =>
    `rollout \`${rollout}\` has ${count} abort rules; an instance refresh watches at most ${MOST} alarms`,
  help: ({ count }) => `remove ${count - MOST}, or use a canary, which has no such limit`,
  explanation:
    "AWS lets an instance refresh watch ten CloudWatch alarms. Leaving the others out silently would leave them unwatched.",
  get samples() {
    return { failing: rollingWith(MOST + 1), passing: rollingWith(MOST) };
  },
});

export const refreshAlarms = rolloutRule(refreshAlarmsFinding, ({ rollout, ofFleet }, found) => {
  if (rollout.strategy !== "rolling" || rollout.aborts.length <= MOST) return;
  found(ofFleet(`rollout/abort/${rollout.aborts[MOST]?.name ?? ""}`), {
    rollout: rollout.name,
    count: rollout.aborts.length,
  });
});
