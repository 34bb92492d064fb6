import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

const worker = `strategy = "replace"
  abort busy { metric = "cpu"  above = 95% }`;

export const scaleRequestsFinding = defineDiagnostic<{ fleet: string }>({
  code: "IMMU6108",
  level: "error",
  title: "Scaling on requests without a balancer",
  message: ({ fleet }) => `fleet \`${fleet}\` scales on requests, which a balancer counts, but has none`,
  help: () => "scale on `cpu` or on the `backlog` of a queue, or give the fleet a `balancer`",
  explanation:
    "How many requests reach an instance is known to the balancer alone. Without one the fleet would never grow.",
  get samples() {
    return {
      failing: sampleProject({ balanced: false, rollout: worker, scale: "requests = 1000" }),
      passing: sampleProject({ balanced: false, rollout: worker, scale: "cpu = 55%" }),
    };
  },
});

export const scaleRequests = rolloutRule(scaleRequestsFinding, ({ fleet, ofFleet }, found) => {
  if (fleet.route === null && fleet.scale !== null && fleet.scale.requests !== null)
    found(ofFleet("scale/requests"), { fleet: fleet.name });
});
