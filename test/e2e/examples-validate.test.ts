import { expect, test } from "vitest";
import { compileFolder, emitted, exampleFolder, exampleNames } from "../support/project.ts";
import { findTerraform, type TerraformTool, terraformFolder } from "./support/terraform-tool.ts";
import { describeWithTools } from "./support/tools.ts";

const tool = findTerraform();

describeWithTools("terraform reads what examples are emitted as", [typeof tool === "string" ? tool : null], () => {
  test.each(exampleNames)("%s is valid", { timeout: 600_000 }, async (name) => {
    const artifacts = await emitted(compileFolder(exampleFolder(name)));
    const stacks = artifacts.filter(({ path }) => path.endsWith("/cdk.tf.json"));
    expect(stacks).not.toEqual([]);
    for (const { path, bytes } of stacks) {
      const folder = await terraformFolder(tool as TerraformTool, new TextDecoder().decode(bytes), { backend: false });
      try {
        const { code, output } = await folder.run("validate", "-no-color");
        expect(code, `${path}: ${output}`).toBe(0);
      } finally {
        folder.remove();
      }
    }
  });
});
