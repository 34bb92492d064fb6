/** The address of a resource of Terraform without the index of an instance: `aws_instance.web[0]` is of `aws_instance.web`. */
export function withoutIndex(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/, "");
}

/** The name that a resource has in its stack. */
export function resourceName(address: string): string {
  return withoutIndex(address).split(".").at(-1) ?? "";
}
