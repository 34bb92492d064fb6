import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { sampleProject } from "../samples.ts";

export const certificatePlaceFinding = defineDiagnostic<{ balancer: string; environment: string; problem: string }>({
  code: "IMMU6122",
  level: "error",
  title: "Certificate that the balancer can't use",
  message: ({ balancer, environment, problem }) =>
    `balancer \`${balancer}\` can't serve HTTPS in environment \`${environment}\`: its \`certificate\` ${problem}`,
  help: ({ environment, balancer }) =>
    `name one that lies beside the balancer, for this environment alone in \`override balancer.${balancer}\` of \`${environment}\``,
  explanation:
    "A balancer takes certificates of its own region and account alone: one of ACM, `arn:aws:acm:<region>:<account>:certificate/<id>`, or one that was uploaded to IAM, `arn:aws:iam::<account>:server-certificate/<name>`. The region and account stand in the ARN.",
  get samples() {
    return {
      failing: sampleProject({
        more: 'environment far {\n  region = "us-east-1"\n  network = network.main\n}',
      }),
      passing: sampleProject({
        more: 'environment far {\n  region = "us-east-1"\n  network = network.main\n  override balancer.public { certificate = "arn:aws:acm:us-east-1:123456789012:certificate/1f0c2d3e" }\n}',
      }),
    };
  },
});

export const certificatePlace = rolloutRule(certificatePlaceFinding, ({ fleet, environment, ofEnvironment }, found) => {
  const balancer = fleet.route && environment.balancers[fleet.route.balancer];
  if (!balancer) return;
  const [, , service, region, account, resource = ""] = balancer.certificate.split(":");
  const report = (problem: string, field: string | null): void => {
    const related = field === null ? [] : [{ place: ofEnvironment(field), message: "what the environment says" }];
    const place = ofEnvironment(`balancers/${balancer.name}/certificate`);
    found(place, { balancer: balancer.name, environment: environment.name, problem }, { related });
  };
  const uploaded = service === "iam" && resource.startsWith("server-certificate/");
  if (!uploaded && !(service === "acm" && /^certificate\/[^/]+$/.test(resource)))
    report("is not the ARN of a certificate", null);
  else if (!uploaded && region !== environment.region)
    report(`lies in ${region || "no region"}, and the environment in ${environment.region}`, "region");
  else if (environment.account !== null && account !== environment.account)
    report(`belongs to account ${account}, and the environment to ${environment.account}`, "account");
});
