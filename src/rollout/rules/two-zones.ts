import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const twoZonesFinding = defineDiagnostic<{ network: string; zones: number }>({
  code: "IMMU6027",
  level: "error",
  title: "Fewer than two zones",
  message: ({ network, zones }) =>
    `network \`${network}\` offers ${zones} availability zone; a balancer and a fleet that outlives a zone need two`,
  help: () => "let `zones` be 2 or more, with subnets in as many zones",
  explanation:
    "An application load balancer can't be made in one zone, and a fleet in one zone is down when that zone is. `zones` of a network says how many of them its subnets cover.",
  get samples() {
    return { failing: sampleProject({ network: "zones = 1" }), passing: sampleProject({ network: "zones = 3" }) };
  },
});

export const twoZones = rolloutRule(twoZonesFinding, ({ environment, ofEnvironment }, found) => {
  const { name, zones } = environment.network;
  if (zones < 2) found(ofEnvironment("network/zones"), { network: name, zones });
});
