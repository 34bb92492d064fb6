import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { abortSample } from "../samples.ts";

export const breachesInPeriodsFinding = defineDiagnostic<{ alarm: string; breaches: number; of: number }>({
  code: "IMMU6008",
  level: "error",
  title: "More breaches than periods",
  message: ({ alarm, breaches, of }) =>
    `abort rule \`${alarm}\` wants ${breaches} breaches of ${of} periods, which can't happen`,
  help: ({ breaches }) => `look at ${breaches} periods or more, or ask for fewer breaches`,
  explanation:
    "An abort rule fires when `breaches` of the last `of` periods were above its limit, so `breaches` is at most `of`.",
  get samples() {
    return {
      failing: abortSample('abort errors { metric = "http_5xx_rate"  above = 1%  breaches = 4  of = 3 }'),
      passing: abortSample('abort errors { metric = "http_5xx_rate"  above = 1%  breaches = 3  of = 4 }'),
    };
  },
});

export const breachesInPeriods = rolloutRule(breachesInPeriodsFinding, ({ rollout, ofFleet }, found) => {
  for (const { name, breaches, of } of rollout.aborts) {
    if (breaches <= of) continue;
    const place = ofFleet(`rollout/abort/${name}/breaches`);
    found(place, { alarm: name, breaches, of }, { fix: { title: `Ask for ${of} of ${of}`, place, text: String(of) } });
  }
});
