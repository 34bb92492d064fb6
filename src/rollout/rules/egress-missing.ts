import { compareCodePoints } from "../../base/order.ts";
import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const egressMissingFinding = defineDiagnostic<{ fleet: string; secrets: readonly string[] }>({
  code: "IMMU6121",
  level: "warning",
  title: "No way out to AWS",
  message: ({ fleet, secrets }) => {
    const fetched = secrets.length === 0 ? "" : `fetch ${secrets.map((name) => `\`${name}\``).join(", ")} or `;
    return `instances of fleet \`${fleet}\` can't ${fetched}ship their logs: no \`egress\` lets them reach AWS`;
  },
  help: () =>
    'add `egress https { to = "0.0.0.0/0"  port = 443 }`, or name the addresses of the network\'s own endpoints there',
  explanation:
    'An instance may connect nowhere unless an `egress` block says so, and to its stores. Secrets (Parameter Store, Secrets Manager), logs (CloudWatch) and Session Manager are all reached by HTTPS: TCP, port 443. Where the network has endpoints for them, their addresses are enough: `to = "10.0.0.0/16"`.',
  get samples() {
    return { failing: sampleProject({ egress: "" }), passing: sampleProject() };
  },
});

export const egressMissing = rolloutRule(egressMissingFinding, ({ fleet, definition, ofFleet }, found) => {
  const { egress = {} } = definition;
  if (Object.values(egress).some(({ port, protocol }) => port === 443 && protocol === "tcp")) return;
  const secrets = Object.keys(definition.secrets).sort(compareCodePoints);
  found(ofFleet(secrets.length > 0 ? "secrets" : ""), { fleet: fleet.name, secrets });
});
