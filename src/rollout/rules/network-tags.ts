import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const networkTagsFinding = defineDiagnostic<{ network: string; field: string; user: string }>({
  code: "IMMU6124",
  level: "error",
  title: "Part of a network without tags to find it by",
  message: ({ network, field, user }) =>
    `network \`${network}\` names no \`${field}\` tags, so ${user} would be given whatever there is`,
  help: ({ network, field }) =>
    `name tags in network \`${network}\`: \`${field} = { ${field === "vpc" ? 'Name: "main"' : `Tier: "${field}"`} }\``,
  explanation:
    "A network exists already and is found by its tags: `vpc`, `private` for the subnets of instances, `public` for those of internet-facing balancers. A lookup without tags finds every subnet, private ones for a balancer that nobody reaches then, or public ones for instances.",
  get samples() {
    return {
      failing: sampleProject({ network: "public = {}" }),
      passing: sampleProject({ network: 'public = { Tier: "edge" }' }),
    };
  },
});

export const networkTags = rolloutRule(networkTagsFinding, ({ fleet, environment, ofEnvironment }, found) => {
  const { network, balancers } = environment;
  const balancer = fleet.route && balancers[fleet.route.balancer];
  const faces = balancer?.scheme === "internet-facing" ? balancer.name : null;
  for (const field of ["vpc", "private", "public"] as const) {
    if (Object.keys(network[field]).length > 0 || (field === "public" && faces === null)) continue;
    const user = field === "public" ? `balancer \`${faces}\`, which faces the internet,` : "all that lives in it";
    const related =
      faces === null ? [] : [{ place: ofEnvironment(`balancers/${faces}/scheme`), message: "the balancer" }];
    found(
      ofEnvironment(`network/${field}`),
      { network: network.name, field, user },
      field === "public" ? { related } : {},
    );
  }
});
