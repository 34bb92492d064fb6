import { defineDiagnostic } from "../definition.ts";

export const ambiguousName = defineDiagnostic<{ name: string; meanings: readonly string[] }>({
  code: "IMMU2012",
  level: "error",
  title: "Ambiguous name",
  message: ({ name, meanings }) => `\`${name}\` could be ${meanings.map((meaning) => `\`${meaning}\``).join(" or ")}`,
  help: () => "write the kind before the name",
  explanation: "Declarations of different kinds may share a name; then a bare name does not tell which is meant.",
  samples: {
    failing:
      'network web {\n  vpc = {}\n  private = {}\n}\nbalancer web { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a" }\nlet chosen = web\n',
    passing:
      'network web {\n  vpc = {}\n  private = {}\n}\nbalancer web { certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/a" }\nlet chosen = balancer.web\n',
  },
});
