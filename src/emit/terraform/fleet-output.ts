/** What a driver of rollouts reads of a fleet after an apply: templates, null where a thing is not there now. */
export interface FleetOutput {
  readonly log_group: string;
  readonly listener_rule?: string;
  /** What serves beside it and is not ours, and the firewall of the balancer that its own one must let in. */
  readonly legacy?: { readonly target_group: string; readonly security_group: string };
  /** By generation. */
  readonly target_groups: Readonly<Record<string, string>>;
  readonly autoscaling_groups: Readonly<Record<string, string>>;
  /** By generation, then by abort rule. */
  readonly alarms: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
