import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { movesTraffic } from "../moves-traffic.ts";
import { rolloutRule } from "../rule.ts";
import { legacyDeclaration, legacySample, sampleProject } from "../samples.ts";

export const legacyStrategyFinding = defineDiagnostic<{
  fleet: string;
  legacy: string;
  rollout: string;
  strategy: string;
}>({
  code: "IMMU6116",
  level: "error",
  title: "Strategy that can't leave legacy a share",
  message: ({ fleet, legacy, rollout, strategy }) =>
    `rollout \`${rollout}\` is \`${strategy}\`, which moves no traffic by weights, so fleet \`${fleet}\` can't leave legacy \`${legacy}\` a share`,
  help: () => "roll it out with `canary` or `blue_green` while there is a legacy side",
  explanation:
    "Taking traffic over from a legacy side means weights in the balancer's rule, from the first release on. `rolling` has one target group and `replace` none, so neither has anything to weigh.",
  get samples() {
    return {
      failing: sampleProject({
        rollout: 'strategy = "rolling"\n  abort errors { metric = "http_5xx_rate"  above = 1% }',
        fleet: "replaces { legacy = legacy.monolith  share = 50% }",
        more: legacyDeclaration,
      }),
      passing: legacySample("share = 50%"),
    };
  },
});

export const legacyStrategy = rolloutRule(legacyStrategyFinding, ({ fleet, rollout, ofFleet }, found) => {
  const { strategy } = rollout;
  if (fleet.legacy === undefined || fleet.route === null || movesTraffic(strategy)) return;
  const values = { fleet: fleet.name, legacy: fleet.legacy.name, rollout: rollout.name, strategy };
  found(ofFleet("rollout"), values, { related: [{ place: ofFleet("replaces"), message: "the legacy side" }] });
});
