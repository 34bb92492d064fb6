/** What a driver of rollouts reads of a fleet after an apply: templates, null where a thing is not there now. */
export interface FleetOutput {
  readonly log_group: string;
  readonly listener_rule?: string;
  /** By generation. */
  readonly target_groups: Readonly<Record<string, string>>;
  readonly autoscaling_groups: Readonly<Record<string, string>>;
  /** By generation, then by abort rule. */
  readonly alarms: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
