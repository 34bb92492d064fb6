import { defineDiagnostic } from "../definition.ts";

export const policyBroken = defineDiagnostic<{ policy: string; message: string; environments: readonly string[] }>({
  code: "IMMU5001",
  level: "error",
  title: "Broken policy",
  message: ({ message, environments }) =>
    environments.length === 0 ? message : `${message} (in ${environments.join(", ")})`,
  help: ({ policy }) => `the policy \`${policy}\` requires it`,
  explanation:
    "A policy states what must hold for every declaration of a kind. Those that the project's files declare always apply; those of `std/policies` apply when the project lists them.",
  samples: {
    failing:
      'project shop {}\npolicy tagged on network n {\n  require count(keys(n.vpc)) >= 1 else "network ${n.name} is looked up by no tag"\n}\nnetwork main {\n  vpc = {}\n  private = {}\n}\n',
    passing:
      'project shop {}\npolicy tagged on network n {\n  require count(keys(n.vpc)) >= 1 else "network ${n.name} is looked up by no tag"\n}\nnetwork main {\n  vpc = { Name: "main" }\n  private = {}\n}\n',
  },
});
