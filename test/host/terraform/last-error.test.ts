import { expect, test } from "vitest";
import { lastError } from "../../../src/host/terraform/last-error.ts";

test("a failed condition is told without the excerpt of the stack", () => {
  const output = `
╷
│ Error: Resource postcondition failed
│
│   on cdk.tf.json line 20, in data.aws_autoscaling_groups.web.lifecycle.postcondition[0]:
│   20:               "condition": "\${length(setsubtract([for name in self.names : name], [\\"a\\"])) == 0}",
│     ├────────────────
│     │ self.names is list of string with 1 element
│
│ Fleet web runs in groups that this build does not know: b. Applying it
│ would destroy them.
╵
`;
  expect(lastError(output)).toBe(
    [
      "  Error: Resource postcondition failed",
      "  Fleet web runs in groups that this build does not know: b. Applying it",
      "  would destroy them.",
    ].join("\n"),
  );
});

test("the last of several errors is told, and where there is none, how the output begins", () => {
  expect(
    lastError("Error: one\n\nfirst\n\nError: two\n\n  with aws_lb.public,\n  on cdk.tf.json line 1\n\nsecond\n"),
  ).toBe("  Error: two\n  with aws_lb.public,\n  second");
  expect(lastError("terraform: no such command\n")).toBe("  terraform: no such command");
});
