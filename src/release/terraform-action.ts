/** What Terraform plans to do to a resource. */
export type TerraformAction = "create" | "update" | "delete" | "replace";

/** The action that a plan's list of them comes to; null where nothing is done. */
export function terraformAction(actions: readonly string[]): TerraformAction | null {
  if (actions.length > 1) return "replace";
  const [action] = actions;
  return action === "create" || action === "update" || action === "delete" ? action : null;
}
