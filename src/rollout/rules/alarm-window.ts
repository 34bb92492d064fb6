import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";
import { durationLiteral, durationText } from "../text.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const watchedFor = (periods: number): string =>
  sampleProject({
    rollout: `strategy = "blue_green"
  bake = 2d
  abort errors { metric = "http_5xx_rate"  above = 1%  every = 30m  of = ${periods} }`,
    environment: "limits { window = 7d }",
  });

export const alarmWindowFinding = defineDiagnostic<{ alarm: string; every: number; of: number; most: number }>({
  code: "IMMU6112",
  level: "error",
  title: "Alarm that looks back too far",
  message: ({ alarm, every, of, most }) =>
    `abort rule \`${alarm}\` looks back over ${of} × ${durationLiteral(every)} = ${durationText(of * every)}; CloudWatch takes at most ${durationText(most)}`,
  help: ({ every, most }) => `look at ${Math.floor(most / every)} periods or fewer`,
  explanation:
    "CloudWatch evaluates an alarm over at most one day, or seven days where its periods are an hour or longer. Aborting is about minutes anyway.",
  get samples() {
    return { failing: watchedFor(60), passing: watchedFor(40) };
  },
});

export const alarmWindow = rolloutRule(alarmWindowFinding, ({ rollout, ofFleet }, found) => {
  for (const { name: alarm, every, of } of rollout.aborts) {
    const most = every >= HOUR ? 7 * DAY : DAY;
    if (every * of > most) found(ofFleet(`rollout/abort/${alarm}/of`), { alarm, every, of, most });
  }
});
