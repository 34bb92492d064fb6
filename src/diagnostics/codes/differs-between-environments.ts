import { defineDiagnostic } from "../definition.ts";

export const differsBetweenEnvironments = defineDiagnostic<{
  owner: string;
  field: string;
  values: readonly (readonly [where: string, value: string])[];
}>({
  code: "IMMU4011",
  level: "error",
  title: "Value that differs between environments",
  message: ({ owner, field, values }) =>
    `\`${field}\` of \`${owner}\` may not differ between environments: ${values.map(([where, value]) => `${value} ${where}`).join(", ")}`,
  help: () =>
    "it reads something that an environment overrides; read that of one environment, such as `environment.prod.fleet.web.size`, or let it depend on nothing that differs",
  explanation:
    "Only fields marked `per environment` may differ between environments, whether an `override` says so or an expression reads what one changes. A fleet whose image depends on its size would run another image in production than the one that was tested.",
  samples: {
    failing:
      'import { handover } from "std/rollouts"\nproject shop {}\nnetwork main {\n  vpc = { Name: "main" }\n  private = { Tier: "private" }\n}\nrollout patient extends handover { bake = if network.main.zones > 2 then 1h else 10m }\nenvironment prod {\n  region = "eu-west-1"\n  network = network.main\n  override network.main { zones = 3 }\n}\n',
    passing:
      'import { handover } from "std/rollouts"\nproject shop {}\nnetwork main {\n  vpc = { Name: "main" }\n  private = { Tier: "private" }\n}\nrollout patient extends handover { bake = if environment.prod.network.zones > 2 then 1h else 10m }\nenvironment prod {\n  region = "eu-west-1"\n  network = network.main\n  override network.main { zones = 3 }\n}\n',
  },
});
