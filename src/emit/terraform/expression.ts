import type { ITerraformIterator } from "cdktf";
import { sortedEntries } from "../../base/record.ts";
import { terraformJsonString } from "../escape/terraform-json.ts";

/** Where a resource or data source is: `aws_lb.public`, `data.aws_vpc.network`. */
export type Address = string;

/** A Terraform expression as a template: `${…}`. Never give it a user's text. */
export function template(expression: string): string {
  return `\${${expression}}`;
}

/** A template where CDKTF's types want a number. Its mappers hand it through, and Terraform converts the result. */
export function numeric(expression: string): number {
  return template(expression) as unknown as number;
}

/** A `for_each` over a Terraform expression. */
export function forEach(expression: string): ITerraformIterator {
  return { _getForEachExpression: () => template(expression) } as ITerraformIterator;
}

/** What comes before must exist before: an entry of `dependsOn`. */
export function dependency(address: Address): { readonly fqn: string } {
  return { fqn: address };
}

/** The first of an address that has a count of 0 or 1, as an expression that is null at 0. */
export function oneOf(address: Address, attribute: string): string {
  return `one(${address}[*].${attribute})`;
}

/** User text as a value of Terraform JSON. */
export const text = terraformJsonString;

/** User texts as values and keys of Terraform JSON. */
export function texts(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [text(key), text(value)]));
}

/** A template inside JSON text: everything else in it is literal. */
export interface Reference {
  readonly template: string;
}

/** JSON whose strings may refer to resources. */
export type JsonWithReferences =
  | string
  | boolean
  | readonly (string | Reference | JsonWithReferences)[]
  | { readonly [key: string]: JsonWithReferences }
  | Reference;

/**
 * JSON text (an IAM policy) as a value of Terraform JSON: its references are templates, its strings are escaped. With
 * another `literal`, as what that leaves.
 */
export function jsonTemplate(value: JsonWithReferences, literal = text): string {
  if (typeof value === "string") return literal(JSON.stringify(value));
  if (typeof value === "boolean") return String(value);
  if (isList(value)) return `[${value.map((item) => jsonTemplate(item, literal)).join(",")}]`;
  if (isReference(value)) return `"${value.template}"`;
  const entries = sortedEntries(value).map(
    ([key, item]) => `${literal(JSON.stringify(key))}:${jsonTemplate(item, literal)}`,
  );
  return `{${entries.join(",")}}`;
}

/** A reference inside JSON text: `${aws_s3_bucket.logs.arn}/*`. Neither part may be a user's text. */
export function reference(templateText: string): Reference {
  return { template: templateText };
}

function isList(value: object): value is readonly JsonWithReferences[] {
  return Array.isArray(value);
}

function isReference(value: object): value is Reference {
  return "template" in value && typeof value.template === "string";
}
