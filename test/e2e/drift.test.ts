import { afterAll, beforeAll, expect, test } from "vitest";
import { emitTerraform } from "../../src/emit/terraform/emit-terraform.ts";
import { fleetVariables } from "../../src/emit/terraform/variable.ts";
import { driftContext } from "../../src/release/drift/context.ts";
import { findDrift } from "../../src/release/drift/find-drift.ts";
import { readTerraformPlan, type TerraformPlan } from "../../src/release/drift/read-plan.ts";
import { rolloutPath } from "../../src/rollout/rollout-path.ts";
import { lineOf } from "../support/compile.ts";
import { compileFolder, exampleFolder } from "../support/project.ts";
import { furnish, type MockAws, mockAwsMissing, startMockAws } from "./support/mock-aws.ts";
import { driveStack, type StackDriver } from "./support/stack-driver.ts";
import { findTerraform, type TerraformTool } from "./support/terraform-tool.ts";
import { describeWithTools } from "./support/tools.ts";

const tool = findTerraform();

describeWithTools(
  "drift, as Terraform's own plans tell it",
  [typeof tool === "string" ? tool : null, mockAwsMissing()],
  () => {
    const compilation = compileFolder(exampleFolder("shop"));
    const { origins, sources } = compilation;
    let mock: MockAws;
    let driver: StackDriver;
    let stack: { readonly text: string; readonly addresses: ReadonlyMap<string, string> };

    beforeAll(async () => {
      mock = await startMockAws(tool as TerraformTool);
      const { plan } = compilation;
      const environment = plan?.environments.staging;
      const { public: balancer } = environment?.balancers ?? {};
      const { web, worker } = environment?.fleets ?? {};
      if (!plan || !environment || !balancer || !web || !worker)
        throw new Error("the shop has two fleets and a balancer");
      const images = [web, worker].flatMap(({ wanted, generations }) => generations[wanted]?.image.fingerprint ?? []);
      const { certificate } = await furnish(mock, images);
      // The mock mixes up the scaling policies of two groups.
      const fleets = { web: { ...web, scale: null }, worker };
      const furnished = { ...environment, balancers: { public: { ...balancer, certificate } }, fleets };
      const emitted = emitTerraform({ ...plan, environments: { staging: furnished } });
      const artifact = emitted.find(({ path }) => path.endsWith("/cdk.tf.json"));
      stack = { text: new TextDecoder().decode(artifact?.bytes), addresses: artifact?.addresses ?? new Map() };
      driver = await driveStack(tool as TerraformTool, mock, stack.text);
      const states = Object.values(fleets).map((fleet) => {
        const last = rolloutPath(furnished, fleet).steps.at(-1)?.state ?? {};
        return [fleet.name, last] as const;
      });
      driver.folder.writeText("live.tfvars.json", JSON.stringify(fleetVariables(Object.fromEntries(states))));
      await must("apply", "-auto-approve", "-input=false", "-no-color", "-var-file=live.tfvars.json");
    }, 600_000);

    afterAll(() => {
      driver?.folder.remove();
      mock?.stop();
    });

    const limit = { timeout: 600_000 };

    test("what was just applied has none", limit, async () => {
      expect(findings(await plan())).toEqual([]);
    });

    test("edits are told from scaling, each at the line that decides it", limit, async () => {
      const { resources } = await plan();
      const attribute = (prefix: string, name: string): string => {
        const found = resources.find(({ address }) => address.startsWith(prefix));
        return String(found?.before?.[name]);
      };
      await mock.query("ec2", "AuthorizeSecurityGroupIngress", {
        GroupId: attribute("aws_security_group.fleet--worker", "id"),
        "IpPermissions.1.IpProtocol": "tcp",
        "IpPermissions.1.FromPort": "22",
        "IpPermissions.1.ToPort": "22",
        "IpPermissions.1.IpRanges.1.CidrIp": "0.0.0.0/0",
      });
      await mock.query("elasticloadbalancing", "ModifyLoadBalancerAttributes", {
        LoadBalancerArn: attribute("aws_lb.public", "arn"),
        "Attributes.member.1.Key": "idle_timeout.timeout_seconds",
        "Attributes.member.1.Value": "4000",
      });
      // The workers scale themselves; here, the web tier does not.
      await mock.query("autoscaling", "SetDesiredCapacity", {
        AutoScalingGroupName: attribute("aws_autoscaling_group.worker_", "name"),
        DesiredCapacity: "7",
      });
      await mock.query("autoscaling", "UpdateAutoScalingGroup", {
        AutoScalingGroupName: attribute("aws_autoscaling_group.web_", "name"),
        MaxSize: "99",
      });
      await mock.query("ec2", "CreateLaunchTemplateVersion", {
        LaunchTemplateId: attribute("aws_launch_template.worker_", "id"),
        SourceVersion: "1",
        "LaunchTemplateData.ImageId": "ami-0badc0de",
        "LaunchTemplateData.UserData": "ZWNobyBoaQ==",
      });
      const found = findings(await plan()).map((line) =>
        line.replace(/_[0-9a-f]{12}/g, "_…").replace(/ami-[0-9a-f]{17}/g, "ami-…"),
      );
      expect(found).toMatchInlineSnapshot(`
        [
          "error infra/fleets.immu:27:7 IMMU7913 aws_security_group.fleet--worker lets traffic through that no rule of the source does: in from 0.0.0.0/0 to port 22 (tcp)",
          "error infra/fleets.immu:14:15 IMMU7911 aws_autoscaling_group.web_…[0] was changed outside of immuc: max_size 20 -> 99",
          "info infra/fleets.immu:30:15 IMMU7915 aws_autoscaling_group.worker_…[0] was scaled within its bounds: desired_capacity 2 -> 7",
          "error infra/fleets.immu:27:7 IMMU7911 aws_launch_template.worker_…[0] was changed outside of immuc: block_device_mappings, iam_instance_profile, image_id "ami-…" -> "ami-0badc0de", instance_initiated_shutdown_behavior "terminate" -> nothing, metadata_options, monitoring [{"enabled":true}] -> [], network_interfaces, tag_specifications, user_data",
          "error infra/network.immu:9:10 IMMU7911 aws_lb.public was changed outside of immuc: idle_timeout 60 -> 4000",
        ]
      `);
    });

    function findings(read: TerraformPlan): readonly string[] {
      const context = driftContext("staging", stack, origins, {});
      return findDrift(read, context).map((each) => `${each.level} ${lineOf(each, sources)}`);
    }

    async function plan(): Promise<TerraformPlan> {
      await must("plan", "-input=false", "-no-color", "-var-file=live.tfvars.json", "-out=drift.plan");
      const read = readTerraformPlan(await must("show", "-json", "drift.plan"));
      if (read === null) throw new Error("no plan was printed");
      return read;
    }

    async function must(...words: readonly string[]): Promise<string> {
      const { code, output } = await driver.folder.run(...words);
      if (code !== 0) throw new Error(`terraform ${words.join(" ")}: ${output}`);
      return output;
    }
  },
);
