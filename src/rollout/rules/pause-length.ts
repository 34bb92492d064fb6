import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { refreshSample } from "../samples.ts";
import { durationLiteral } from "../text.ts";

const LONGEST = 172_800_000;

const paused = (time: string): string => refreshSample(`pause = ${time}`, "10..20", "limits { window = 20d }");

export const pauseLengthFinding = defineDiagnostic<{ pause: number }>({
  code: "IMMU6020",
  level: "error",
  title: "Pause too long",
  message: ({ pause }) =>
    `\`pause\` is ${durationLiteral(pause)}; an instance refresh stops for at most ${durationLiteral(LONGEST)}`,
  help: () => "shorten it; a canary may bake for up to 7 days a step",
  explanation: "AWS lets an instance refresh wait at a checkpoint for at most 172800 seconds, which is two days.",
  samples: { failing: paused("3d"), passing: paused("2d") },
});

export const pauseLength = rolloutRule(pauseLengthFinding, ({ rollout, ofFleet }, found) => {
  const { pause } = rollout.refresh;
  if (rollout.strategy !== "rolling" || pause <= LONGEST) return;
  const place = ofFleet("rollout/refresh/pause");
  found(place, { pause }, { fix: { title: "Pause for two days", place, text: durationLiteral(LONGEST) } });
});
