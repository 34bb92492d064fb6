import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { refreshSample, sampleProject } from "../samples.ts";
import { durationText } from "../text.ts";

export const rollingSecondClassFinding = defineDiagnostic<{ fleet: string; back: number; balanced: boolean }>({
  code: "IMMU6103",
  level: "info",
  title: "No old side to go back to",
  message: ({ fleet, back }) =>
    `fleet \`${fleet}\` is rolled in place: going back replaces its instances again, which may take ${durationText(back)}`,
  help: ({ fleet, balanced }) =>
    `use ${balanced ? "`canary` or `blue_green`" : "`replace`"} for fleet \`${fleet}\` where minutes matter`,
  explanation:
    "`rolling` replaces the instances of one group a few at a time. It needs the least room, but traffic can't be weighed between old and new, and the way back is another refresh instead of one change of a listener.",
  get samples() {
    return { failing: refreshSample("pause = 10m"), passing: sampleProject() };
  },
});

export const rollingSecondClass = rolloutRule(
  rollingSecondClassFinding,
  ({ fleet, rollout, release, ofFleet }, found) => {
    if (rollout.strategy !== "rolling") return;
    found(ofFleet("rollout"), { fleet: fleet.name, back: release.abortTime, balanced: fleet.route !== null });
  },
);
