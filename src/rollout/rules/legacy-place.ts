import { defineDiagnostic } from "../../diagnostics/definition.ts";
import { rolloutRule } from "../rule.ts";
import { legacyIn, legacySample } from "../samples.ts";

export const legacyPlaceFinding = defineDiagnostic<{ legacy: string; environment: string; problem: string }>({
  code: "IMMU6115",
  level: "error",
  title: "Target group that the balancer can't use",
  message: ({ legacy, environment, problem }) =>
    `legacy \`${legacy}\` can't take traffic in environment \`${environment}\`: its \`target_group\` ${problem}`,
  help: ({ environment, legacy }) =>
    `name one that lies beside the balancer, for this environment alone in \`override legacy.${legacy}\` of \`${environment}\``,
  explanation:
    "A balancer forwards to target groups of its own region and account alone. The ARN says where a target group lies: `arn:aws:elasticloadbalancing:<region>:<account>:targetgroup/<name>/<id>`.",
  get samples() {
    return {
      failing: legacySample("share = 50%", legacyIn("us-east-1")),
      passing: legacySample("share = 50%", legacyIn("eu-west-1")),
    };
  },
});

export const legacyPlace = rolloutRule(legacyPlaceFinding, ({ fleet, environment, ofFleet, ofEnvironment }, found) => {
  const { legacy } = fleet;
  if (legacy === undefined) return;
  const [, , service, region, account, resource = ""] = legacy.targetGroup.split(":");
  const report = (problem: string, field: string): void => {
    const related = [{ place: ofEnvironment(field), message: "what the environment says" }];
    found(
      ofFleet("legacy/target_group"),
      { legacy: legacy.name, environment: environment.name, problem },
      field === "" ? {} : { related },
    );
  };
  if (service !== "elasticloadbalancing" || !/^targetgroup\/[^/]+\/[^/]+$/.test(resource))
    report("is not the ARN of a target group", "");
  else if (region !== environment.region)
    report(`lies in ${region}, and the environment in ${environment.region}`, "region");
  else if (environment.account !== null && account !== environment.account)
    report(`belongs to account ${account}, and the environment to ${environment.account}`, "account");
});
