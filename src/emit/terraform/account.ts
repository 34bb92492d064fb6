import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity/index.js";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition/index.js";
import { text } from "./expression.ts";
import { environmentOrigin } from "./origin.ts";
import { at, declare, type Scope } from "./scope.ts";

/** Looks up what the credentials belong to, for names and ARNs. */
export function lookUpAccount(scope: Scope): void {
  const place = at(scope, "current", environmentOrigin(scope));
  declare(place, DataAwsCallerIdentity, {});
  declare(place, DataAwsPartition, {});
}

/** The account's id, as a template where the source does not say it. */
export function accountId(scope: Scope): string {
  const { account } = scope.environment;
  return account === null ? "${data.aws_caller_identity.current.account_id}" : text(account);
}

/** The region's name, as a value of Terraform JSON. */
export function region(scope: Scope): string {
  return text(scope.environment.region);
}

/** `aws`, `aws-cn` …, as a template. */
export const partition = "${data.aws_partition.current.partition}";
