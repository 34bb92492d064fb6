import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group/index.js";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { App, TerraformStack, TerraformVariable } from "cdktf";

// What a careful user of CDKTF writes for the same fleets: the same nine resources each, with the settings that matter.
const count = Number(process.env.FLEETS);
const app = new App();
const stack = new TerraformStack(app, "bench-prod");
new AwsProvider(stack, "aws", { region: "eu-west-1" });
const vpc = new TerraformVariable(stack, "vpc", { type: "string" });
const subnets = new TerraformVariable(stack, "subnets", { type: "list(string)" });
const ami = new TerraformVariable(stack, "ami", { type: "string" });

for (let index = 0; index < count; index++) {
  const fleet = `f${index}`;
  const name = `bench-prod-${fleet}`;
  const tags = { "immu:fleet": fleet };
  const logs = new CloudwatchLogGroup(stack, `${fleet}-logs`, {
    name: `/immu/bench/prod/${fleet}`,
    retentionInDays: 30,
    tags,
  });
  const role = new IamRole(stack, `${fleet}-role`, {
    name,
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
    }),
    tags,
  });
  new IamRolePolicy(stack, `${fleet}-policy`, {
    name: "immu",
    role: role.name,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: [`${logs.arn}:*`] },
      ],
    }),
  });
  const profile = new IamInstanceProfile(stack, `${fleet}-profile`, { name, role: role.name, tags });
  const group = new SecurityGroup(stack, `${fleet}-group`, {
    name,
    description: "The balancer to its fleet; the fleet to what its egress names.",
    vpcId: vpc.stringValue,
    tags,
  });
  const way = new VpcSecurityGroupEgressRule(stack, `${fleet}-https`, {
    securityGroupId: group.id,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrIpv4: "0.0.0.0/0",
    tags,
  });
  const template = new LaunchTemplate(stack, `${fleet}-template`, {
    name,
    imageId: ami.stringValue,
    iamInstanceProfile: { arn: profile.arn },
    instanceInitiatedShutdownBehavior: "terminate",
    blockDeviceMappings: [
      {
        deviceName: "/dev/xvda",
        ebs: { deleteOnTermination: "true", encrypted: "true", volumeSize: 8, volumeType: "gp3" },
      },
    ],
    metadataOptions: {
      httpEndpoint: "enabled",
      httpPutResponseHopLimit: 1,
      httpTokens: "required",
      instanceMetadataTags: "disabled",
    },
    monitoring: { enabled: true },
    networkInterfaces: [
      {
        associatePublicIpAddress: "false",
        deleteOnTermination: "true",
        deviceIndex: 0,
        securityGroups: [group.id],
      },
    ],
    tagSpecifications: ["instance", "network-interface", "volume"].map((resourceType) => ({
      resourceType,
      tags: { Name: name, ...tags },
    })),
    tags,
    updateDefaultVersion: false,
    dependsOn: [way],
  });
  const machines = new AutoscalingGroup(stack, `${fleet}-machines`, {
    name,
    minSize: 2,
    maxSize: 2,
    desiredCapacity: 2,
    capacityRebalance: false,
    defaultInstanceWarmup: 60,
    enabledMetrics: ["GroupDesiredCapacity", "GroupInServiceInstances", "GroupTotalInstances"],
    healthCheckGracePeriod: 180,
    healthCheckType: "EC2",
    instanceMaintenancePolicy: { maxHealthyPercentage: 110, minHealthyPercentage: 100 },
    mixedInstancesPolicy: {
      instancesDistribution: {
        onDemandAllocationStrategy: "prioritized",
        onDemandBaseCapacity: 0,
        onDemandPercentageAboveBaseCapacity: 100,
      },
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: template.id, version: "1" },
        override: [{ instanceType: "t3.micro" }],
      },
    },
    tag: [{ key: "immu:fleet", value: fleet, propagateAtLaunch: true }],
    timeouts: { delete: "16m", update: "16m" },
    vpcZoneIdentifier: subnets.listValue,
  });
  new CloudwatchMetricAlarm(stack, `${fleet}-busy`, {
    alarmName: `${name}-busy`,
    alarmDescription: `Aborts the rollout of ${fleet}: cpu above 95.`,
    comparisonOperator: "GreaterThanThreshold",
    datapointsToAlarm: 5,
    dimensions: { AutoScalingGroupName: machines.name },
    evaluationPeriods: 5,
    metricName: "CPUUtilization",
    namespace: "AWS/EC2",
    period: 60,
    statistic: "Average",
    threshold: 95,
    treatMissingData: "missing",
    tags,
  });
}
app.synth();
