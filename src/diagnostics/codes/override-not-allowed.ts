import { defineDiagnostic } from "../definition.ts";

export const overrideNotAllowed = defineDiagnostic<{ owner: string; name: string; allowed: readonly string[] }>({
  code: "IMMU3022",
  level: "error",
  title: "Field that may not differ between environments",
  message: ({ owner, name }) => `an environment may not override \`${name}\` of ${owner}`,
  help: ({ allowed }) =>
    allowed.length === 0
      ? "nothing of it may differ: every environment runs the same"
      : `what may differ: ${allowed.map((each) => `\`${each}\``).join(", ")}`,
  explanation:
    "Only fields marked `per environment` may differ between environments. Images have none, so what was tested in one environment is what runs in the next.",
  samples: {
    failing:
      'network main {\n  vpc = {}\n  private = {}\n}\nabstract rollout base_rollout { strategy = "replace" }\nrollout swap extends base_rollout {}\nenvironment prod {\n  region = "eu-west-1"\n  network = network.main\n  override rollout.swap { strategy = "rolling" }\n}\n',
    passing:
      'project shop {}\nnetwork main {\n  vpc = {}\n  private = {}\n}\nenvironment prod {\n  region = "eu-west-1"\n  network = network.main\n  override network.main { vpc = { Name: "prod" } }\n}\n',
  },
});
