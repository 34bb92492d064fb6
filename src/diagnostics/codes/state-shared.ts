import { defineDiagnostic } from "../definition.ts";

const environments = (key: string): string => `project shop {}
network main { vpc = { Name: "main" }  private = { Tier: "private" } }
environment staging {
  region = "eu-west-1"
  network = network.main
  state { bucket = "shop-terraform-state"  key = "staging.tfstate" }
}
environment prod {
  region = "eu-west-1"
  network = network.main
  state { bucket = "shop-terraform-state"  key = "${key}" }
}
`;

export const stateShared = defineDiagnostic<{ environment: string; other: string; place: string }>({
  code: "IMMU7009",
  level: "error",
  title: "One state for two environments",
  message: ({ environment, other, place }) =>
    `environments \`${other}\` and \`${environment}\` keep their state in one place, s3://${place}`,
  help: ({ environment }) => `give each a key of its own: \`key = "${environment}.tfstate"\``,
  explanation:
    "Terraform takes what its state names for all there is. With one state for two environments, each apply of one destroys the machines of the other.",
  get samples() {
    return { failing: environments("staging.tfstate"), passing: environments("prod.tfstate") };
  },
});
