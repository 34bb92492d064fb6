import { defineDiagnostic } from "../../../diagnostics/definition.ts";
import { sampleWith, unchanged } from "./samples.ts";

export const strayRule = defineDiagnostic<{ readonly address: string; readonly rule: string }>({
  code: "IMMU7913",
  level: "error",
  title: "Firewall opened by hand",
  message: ({ address, rule }) => `${address} lets traffic through that no rule of the source does: ${rule}`,
  help: () => "remove the rule in AWS, as no apply does; to keep it, write it into the source",
  explanation: `A security group has a rule that was not made from the source. Terraform looks after the rules that it
made and leaves others alone, so neither its plan nor an apply would ever say so.`,
  get samples() {
    return {
      failing: sampleWith({
        changes: [
          {
            type: "aws_security_group",
            name: "fleet--worker",
            actions: ["no-op"],
            before: {
              id: "sg-1",
              ingress: [{ protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: ["0.0.0.0/0"] }],
            },
            after: { id: "sg-1" },
          },
        ],
      }),
      passing: unchanged,
    };
  },
});
