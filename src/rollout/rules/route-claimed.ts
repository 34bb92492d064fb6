import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { claimsOf } from "../environment-facts.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

const second = (http: string): string => `fleet api extends fleet.web {
  http { ${http} }
}`;

export const routeClaimedFinding = defineDiagnostic<{ fleet: string; other: string; balancer: string; what: string }>({
  code: "IMMU6109",
  level: "error",
  title: "Route claimed twice",
  message: ({ fleet, other, balancer, what }) =>
    `fleets \`${other}\` and \`${fleet}\` both claim ${what} of balancer \`${balancer}\``,
  help: () => "give one of them other `hosts` or `paths`, or another `priority`",
  explanation:
    "A balancer sends a request to the first rule that matches it. Of two fleets with the same hosts and paths, one would never get traffic; and two rules can't have the same priority.",
  get samples() {
    return {
      failing: sampleProject({ more: second("priority = 7") }),
      passing: sampleProject({ more: second('paths = ["/api/*"]') }),
    };
  },
});

export const routeClaimed = rolloutRule(routeClaimedFinding, ({ environment, facts, fleet, ofFleet }, found) => {
  const { route } = fleet;
  if (!route) return;
  for (const { key, text: what } of claimsOf(route)) {
    const other = facts.claimants.get(key);
    if (other === undefined || other === fleet.name) continue;
    const related = [{ place: `environments/${environment.name}/fleets/${other}/http`, message: "the other one" }];
    found(ofFleet("http"), { fleet: fleet.name, other, balancer: route.balancer, what }, { related });
    return;
  }
});
