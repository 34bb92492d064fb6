import { compareCodePoints } from "../../base/json.ts";
import { defineDiagnostic } from "../../diagnostics/definition.ts";
import type { RoutePlan } from "../../plan/model.ts";
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
  samples: {
    failing: sampleProject({ more: second("priority = 7") }),
    passing: sampleProject({ more: second('paths = ["/api/*"]') }),
  },
});

export const routeClaimed = rolloutRule(routeClaimedFinding, ({ environment, fleet, ofFleet }, found) => {
  const { route } = fleet;
  if (!route) return;
  // Each pair is reported once, at the one whose name comes later.
  const others = Object.values(environment.fleets).filter(({ name }) => compareCodePoints(name, fleet.name) < 0);
  for (const other of others) {
    if (other.route?.balancer !== route.balancer) continue;
    const what = claim(route, other.route);
    if (what === null) continue;
    const related = [{ place: `environments/${environment.name}/fleets/${other.name}/http`, message: "the other one" }];
    found(ofFleet("http"), { fleet: fleet.name, other: other.name, balancer: route.balancer, what }, { related });
  }
});

function claim(left: RoutePlan, right: RoutePlan): string | null {
  if (sameSet(left.hosts, right.hosts) && sameSet(left.paths, right.paths)) {
    const hosts = left.hosts.length === 0 ? "every host" : left.hosts.join(", ");
    return `${left.paths.join(", ")} on ${hosts}`;
  }
  return left.priority === right.priority ? `priority ${left.priority}` : null;
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.every((item) => right.includes(item)) && right.every((item) => left.includes(item));
}
