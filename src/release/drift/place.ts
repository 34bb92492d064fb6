/** The field that decides an attribute, by type, below the fleet (or balancer) that a resource belongs to. */
const fields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_autoscaling_group: {
    desired_capacity: "size",
    max_size: "size",
    min_size: "size",
    mixed_instances_policy: "instances",
  },
  aws_cloudwatch_log_group: { retention_in_days: "logs/keep" },
  aws_launch_template: { block_device_mappings: "disk", image_id: "image", user_data: "config" },
  aws_lb: { enable_deletion_protection: "protect", idle_timeout: "idle", internal: "scheme" },
  aws_lb_listener: { certificate_arn: "certificate", ssl_policy: "tls_policy" },
  aws_lb_listener_rule: { condition: "http/paths", priority: "http/priority" },
  aws_lb_target_group: { deregistration_delay: "http/timeout", health_check: "http/health", port: "http/port" },
};

/** The key of `Origins` for an attribute of a resource; its own origin where no field is known for it. */
export function placeOf(address: string, origin: string, attribute: string): string {
  const field = fields[address.split(".")[0] ?? ""]?.[attribute];
  const owner = /^environments\/[^/]+\/(?:fleets|balancers)\/[^/]+/.exec(origin)?.[0];
  return field === undefined || owner === undefined ? origin : `${owner}/${field}`;
}
