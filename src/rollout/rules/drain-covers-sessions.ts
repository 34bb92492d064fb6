import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";
import { durationLiteral } from "../text.ts";
import { LONGEST_DRAIN } from "../times.ts";

export const drainCoversSessionsFinding = defineDiagnostic<{ fleet: string; sticky: number }>({
  code: "IMMU6022",
  level: "error",
  title: "Sessions longer than a drain",
  message: ({ fleet, sticky }) =>
    `visitors of fleet \`${fleet}\` stick to an instance for ${durationLiteral(sticky)}, but an instance drains for at most ${durationLiteral(LONGEST_DRAIN)}: a rollout would cut their sessions`,
  help: () =>
    `let \`sticky\` be ${durationLiteral(LONGEST_DRAIN)} or less, and keep longer sessions outside the instance`,
  explanation:
    "An instance that leaves finishes what it has for as long as its longest request and its visitors' stickiness take. A target group waits for an hour at the most, so sessions that live longer in an instance are lost with each rollout.",
  get samples() {
    return { failing: sampleProject({ http: "sticky = 2h" }), passing: sampleProject({ http: "sticky = 1h" }) };
  },
});

export const drainCoversSessions = rolloutRule(drainCoversSessionsFinding, ({ fleet, definition, ofFleet }, found) => {
  const sticky = definition.http?.sticky ?? 0;
  if (fleet.route === null || sticky <= LONGEST_DRAIN) return;
  const place = ofFleet("http/sticky");
  found(
    place,
    { fleet: fleet.name, sticky },
    { fix: { title: "Stick for an hour", place, text: durationLiteral(LONGEST_DRAIN) } },
  );
});
