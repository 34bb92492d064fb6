import { plural } from "../../base/wording.ts";
import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { peakInstances } from "../capacity.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const sizeUnusedFinding = defineDiagnostic<{ fleet: string; min: number; max: number; runs: number }>({
  code: "IMMU6110",
  level: "info",
  title: "Range without scaling",
  message: ({ fleet, min, max, runs }) =>
    `fleet \`${fleet}\` has size ${min}..${max}, but nothing scales it: it always runs ${plural(runs, "instance")}`,
  help: ({ runs }) => `add \`scale { cpu = 55% }\`, or write \`size = ${runs}..${runs}\``,
  explanation:
    "A fleet without `scale` keeps one size. As nothing would make it larger when the peak comes, it runs what the peak needs: its largest size, or the share of it that `load.peak` names.",
  get samples() {
    return { failing: sampleProject({ scale: "" }), passing: sampleProject({ scale: "", size: "4..4" }) };
  },
});

export const sizeUnused = rolloutRule(sizeUnusedFinding, ({ fleet, ofFleet }, found) => {
  const { min, max } = fleet.size;
  if (fleet.scale === null && min !== max)
    found(ofFleet("size"), { fleet: fleet.name, min, max, runs: peakInstances(fleet) });
});
