import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const peakUnstatedFinding = defineDiagnostic<{ fleet: string; max: number }>({
  code: "IMMU6123",
  level: "info",
  title: "Generations that start at their largest",
  message: ({ fleet, max }) =>
    `every new generation of fleet \`${fleet}\` starts with ${max} instances, the most of its \`size\`: nothing says that its peak needs fewer`,
  help: () => "say what share of the largest size the peak needs: `load { peak = 40% }`; 100% means all of it",
  explanation:
    "A new generation takes its traffic with the capacity of the peak, and the old one keeps as much, so that the way back is instant at any hour. The peak is the largest `size`, unless `load.peak` says less. Only you know: a fleet that may grow to 60 and has never had more than 20 starts each release with 60 machines.",
  get samples() {
    return {
      failing: sampleProject({ size: "4..20" }),
      passing: sampleProject({ size: "4..20", fleet: "load { peak = 40% }" }),
    };
  },
});

export const peakUnstated = rolloutRule(peakUnstatedFinding, ({ fleet, rollout, ofFleet }, found) => {
  const { min, max } = fleet.size;
  // A rolling rollout has no second side; of one instance no share is fewer; and where twice the smallest size holds the
  // largest there is little to win.
  if (rollout.strategy === "rolling" || fleet.scale === null || fleet.load !== null) return;
  if (max <= Math.max(1, 2 * min)) return;
  found(ofFleet("size"), { fleet: fleet.name, max });
});
