/** The same nine resources a fleet in other languages, for a number of fleets. */

const statement = (resource: string): string =>
  `{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",${resource}}]}`;
const assume = statement('\\"Action\\":\\"sts:AssumeRole\\",\\"Principal\\":{\\"Service\\":\\"ec2.amazonaws.com\\"}');

/** Objects of plain JSON with `@` for the fleet's name; each language below spells the place-holder its own way. */
const resources: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: `{"name": "/immu/bench/prod/@", "retention_in_days": 30, "tags": {"immu:fleet": "@"}}`,
  aws_iam_role: `{"name": "bench-prod-@", "assume_role_policy": "${assume}", "tags": {"immu:fleet": "@"}}`,
  aws_iam_role_policy: `{"name": "immu", "role": "bench-prod-@", "policy": "${statement('\\"Action\\":[\\"logs:CreateLogStream\\",\\"logs:PutLogEvents\\"],\\"Resource\\":[\\"*\\"]')}"}`,
  aws_iam_instance_profile: `{"name": "bench-prod-@", "role": "bench-prod-@", "tags": {"immu:fleet": "@"}}`,
  aws_security_group: `{"name": "bench-prod-@", "description": "The fleet to what its egress names.", "vpc_id": "vpc", "tags": {"immu:fleet": "@"}}`,
  aws_vpc_security_group_egress_rule: `{"security_group_id": "group-@", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": "0.0.0.0/0", "tags": {"immu:fleet": "@"}}`,
  aws_launch_template: `{"name": "bench-prod-@", "image_id": "ami", "iam_instance_profile": {"arn": "profile-@"}, "instance_initiated_shutdown_behavior": "terminate", "block_device_mappings": [{"device_name": "/dev/xvda", "ebs": {"delete_on_termination": "true", "encrypted": "true", "volume_size": 8, "volume_type": "gp3"}}], "metadata_options": {"http_endpoint": "enabled", "http_put_response_hop_limit": 1, "http_tokens": "required"}, "monitoring": {"enabled": true}, "network_interfaces": [{"associate_public_ip_address": "false", "device_index": 0, "security_groups": ["group-@"]}], "tag_specifications": [{"resource_type": "instance", "tags": {"Name": "bench-prod-@", "immu:fleet": "@"}}, {"resource_type": "network-interface", "tags": {"Name": "bench-prod-@", "immu:fleet": "@"}}, {"resource_type": "volume", "tags": {"Name": "bench-prod-@", "immu:fleet": "@"}}], "tags": {"immu:fleet": "@"}, "update_default_version": false}`,
  aws_autoscaling_group: `{"name": "bench-prod-@", "min_size": 2, "max_size": 2, "desired_capacity": 2, "capacity_rebalance": false, "default_instance_warmup": 60, "enabled_metrics": ["GroupDesiredCapacity", "GroupInServiceInstances", "GroupTotalInstances"], "health_check_grace_period": 180, "health_check_type": "EC2", "instance_maintenance_policy": {"max_healthy_percentage": 110, "min_healthy_percentage": 100}, "mixed_instances_policy": {"instances_distribution": {"on_demand_allocation_strategy": "prioritized", "on_demand_base_capacity": 0}, "launch_template": {"launch_template_specification": {"launch_template_id": "template-@", "version": "1"}, "override": [{"instance_type": "t3.micro"}]}}, "tag": [{"key": "immu:fleet", "value": "@", "propagate_at_launch": true}], "timeouts": {"delete": "16m", "update": "16m"}, "vpc_zone_identifier": ["subnet"]}`,
  aws_cloudwatch_metric_alarm: `{"alarm_name": "bench-prod-@-busy", "alarm_description": "Aborts the rollout of @: cpu above 95.", "comparison_operator": "GreaterThanThreshold", "datapoints_to_alarm": 5, "dimensions": {"AutoScalingGroupName": "bench-prod-@"}, "evaluation_periods": 5, "metric_name": "CPUUtilization", "namespace": "AWS/EC2", "period": 60, "statistic": "Average", "threshold": 95, "treat_missing_data": "missing", "tags": {"immu:fleet": "@"}}`,
};

const entries = Object.entries(resources);

/** Plain objects of JavaScript, written as JSON: nothing can make the same text with less work. */
export function plainNode(count: number): string {
  const spelled = entries.map(
    ([type, body]) => `  ${type}: all((f) => (${body.replace(/"([^"]*?)@((?:[^"\\]|\\.)*)"/g, '("$1" + f + "$2")')})),`,
  );
  return `const { writeFileSync } = require("node:fs");
const all = (one) => Object.fromEntries(Array.from({ length: ${count} }, (_, i) => ["f" + i, one("f" + i)]));
writeFileSync("out.json", JSON.stringify({ resource: {\n${spelled.join("\n")}\n} }, null, 2));\n`;
}

export function jsonnet(count: number): string {
  const spelled = entries.map(([type, body]) => {
    return `    ${type}: { ["f" + i]: (local f = "f" + i; ${body.replace(/"([^"]*?)@((?:[^"\\]|\\.)*)"/g, '("$1" + f + "$2")')}) for i in std.range(0, ${count - 1}) },`;
  });
  return `{\n  resource: {\n${spelled.join("\n")}\n  },\n}\n`;
}

export function pkl(count: number): string {
  const spelled = entries.map(([type, body]) => {
    return `  ["${type}"] = new Mapping { for (i in IntSeq(0, ${count - 1})) { ["f\\(i)"] = ${toPkl(JSON.parse(body))} } }`;
  });
  return `resource = new Mapping {\n${spelled.join("\n")}\n}\n`;
}

function toPkl(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value).replaceAll("@", "f\\(i)");
  if (Array.isArray(value)) return `new Listing { ${value.map(toPkl).join("; ")} }`;
  if (typeof value !== "object" || value === null) return String(value);
  return `new Mapping { ${Object.entries(value)
    .map(([key, item]) => `["${key}"] = ${toPkl(item)}`)
    .join("; ")} }`;
}

export function cue(count: number): string {
  const spelled = entries.map(([type, body]) => {
    return `  ${type}: {for i in list.Range(0, ${count}, 1) {"f\\(i)": ${body.replaceAll("@", "f\\(i)")}}}`;
  });
  return `import "list"\n\nresource: {\n${spelled.join("\n")}\n}\n`;
}

/** For the compiler of winglang: CDKTF's generic resources, whose attributes are given as overrides. */
export function wing(count: number): string {
  const spelled = entries.flatMap(([type, body], index) => [
    `  let r${index} = new cdktf.TerraformResource(terraformResourceType: "${type}") as "${type}-{f}";`,
    ...Object.entries(JSON.parse(body)).map(([key, value]) => `  r${index}.addOverride("${key}", ${toWing(value)});`),
  ]);
  return `bring "cdktf" as cdktf;\n\nfor i in 0..${count} {\n  let f = "f{i}";\n${spelled.join("\n")}\n}\n`;
}

function toWing(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value).replaceAll("{", "\\{").replaceAll("@", "{f}");
  if (Array.isArray(value)) return `Json [${value.map(innerWing).join(", ")}]`;
  return typeof value === "object" && value !== null ? `Json ${innerWing(value)}` : String(value);
}

function innerWing(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(innerWing).join(", ")}]`;
  if (typeof value !== "object" || value === null) return toWing(value);
  const members = Object.entries(value).map(([key, item]) => `"${key}": ${innerWing(item)}`);
  return `{ ${members.join(", ")} }`;
}
