import { defineDiagnostic } from "../definition.ts";

const promoted = (state: string): string => `project shop {}
network main { vpc = { Name: "main" }  private = { Tier: "private" } }
environment staging {
  region = "eu-west-1"
  network = network.main
}
environment prod {
  after = environment.staging
  region = "eu-west-1"
  network = network.main${state}
}
`;

export const stateLocal = defineDiagnostic<{ environment: string }>({
  code: "IMMU7010",
  level: "info",
  title: "State in a working folder",
  message: ({ environment }) =>
    `environment \`${environment}\` has no \`state\`: Terraform keeps what it knows of it in a folder of one machine`,
  help: ({ environment }) =>
    `name a bucket that is there already: \`state { bucket = "…-terraform-state"  key = "${environment}.tfstate" }\``,
  explanation:
    "Whoever loses Terraform's state, or has none, makes everything a second time and can't change what is there. An environment that releases are promoted to is one that somebody relies on, so its state belongs where everybody who applies it finds it. Environments that nothing is promoted to may be tried out with a state of their own.",
  get samples() {
    return {
      failing: promoted(""),
      passing: promoted('\n  state { bucket = "shop-terraform-state"  key = "prod.tfstate" }'),
    };
  },
});
