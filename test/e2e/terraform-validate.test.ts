import { expect, test } from "vitest";
import { userData } from "../../src/emit/terraform/user-data.ts";
import type { Plan } from "../../src/plan/model.ts";
import { fullPlan, hostilePlan, stackText, withEnvironment } from "../emit/terraform/plans.ts";
import { findTerraform, type TerraformTool, terraformFolder } from "./support/terraform-tool.ts";
import { describeWithTools } from "./support/tools.ts";

const tool = findTerraform();

describeWithTools("terraform reads what is emitted", [typeof tool === "string" ? tool : null], () => {
  test("a stack with a fleet of each kind is valid", limit, () => inFolder(fullPlan(), async () => {}));

  test("a stack that keeps its state in S3 is valid", limit, () => {
    const state = { bucket: "state", key: "shop/prod", region: "eu-west-1" };
    return inFolder(withEnvironment(fullPlan([]), { state, account: "123456789012" }), async () => {});
  });

  test("hostile text comes out of Terraform as it went in", limit, () =>
    inFolder(hostilePlan(), async (evaluate) => {
      const [fleet] = Object.values(hostilePlan().environments.prod?.fleets ?? {});
      const [[digest, generation] = []] = Object.entries(fleet?.generations ?? {});
      if (digest === undefined || generation === undefined) throw new Error("the plan has a generation");
      const printed = await evaluate(`base64encode(local.web_${digest.slice(0, 12)}--user-data)`);
      const script = Buffer.from(printed.trim().replaceAll('"', ""), "base64").toString("utf8");
      expect(script).toBe(userData(digest, generation, "/immu/shop/prod/web"));
    }),
  );
});

const limit = { timeout: 300_000 };

async function inFolder(
  plan: Plan,
  use: (evaluate: (expression: string) => Promise<string>) => Promise<void>,
): Promise<void> {
  const folder = await terraformFolder(tool as TerraformTool, stackText(plan), { backend: false });
  try {
    const { code, output } = await folder.run("validate", "-no-color");
    expect(code, output).toBe(0);
    await use((expression) => folder.evaluate(expression));
  } finally {
    folder.remove();
  }
}
