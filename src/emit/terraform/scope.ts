import {
  TerraformDataSource,
  type TerraformElement,
  TerraformLocal,
  TerraformOutput,
  type TerraformStack,
} from "cdktf";
import type { EnvironmentPlan, ProjectPlan } from "../../plan/model.ts";
import type { Address } from "./expression.ts";

/** One stack under construction: what it is for, and what was put into it. */
export interface Scope {
  readonly stack: TerraformStack;
  readonly project: ProjectPlan;
  readonly environment: EnvironmentPlan;
  /** The path of the part of the Plan that caused each address. */
  readonly addresses: Map<Address, string>;
}

/** A class of `@cdktf/provider-aws`. */
export interface ResourceType<Config> {
  readonly tfResourceType: string;
  new (scope: TerraformStack, id: string, config: Config): TerraformElement;
}

/** Puts a resource or data source into the stack under a logical id of ours, and says where it is. */
export function declare<Config>(
  scope: Scope,
  type: ResourceType<Config>,
  id: string,
  origin: string,
  config: Config,
): Address {
  return declareElement(scope, type, id, origin, config).address;
}

/** As `declare`, for the few resources that need an override that CDKTF's types don't have. */
export function declareElement<Config>(
  scope: Scope,
  type: ResourceType<Config>,
  id: string,
  origin: string,
  config: Config,
): { readonly address: Address; readonly element: TerraformElement } {
  const element = new type(scope.stack, `${type.tfResourceType}.${id}`, config);
  element.overrideLogicalId(id);
  const prefix = TerraformDataSource.isTerraformDataSource(element) ? "data." : "";
  const address = `${prefix}${type.tfResourceType}.${id}`;
  scope.addresses.set(address, origin);
  return { address, element };
}

/** Puts a local value into the stack; returns the expression that reads it. */
export function declareLocal(scope: Scope, name: string, origin: string, value: unknown): string {
  new TerraformLocal(scope.stack, `local.${name}`, value).overrideLogicalId(name);
  scope.addresses.set(`local.${name}`, origin);
  return `local.${name}`;
}

/** A condition that a plan fails without. */
export interface Precondition {
  readonly condition: string;
  readonly error_message: string;
}

/** Puts an output into the stack; its preconditions hold for the whole stack. */
export function declareOutput(
  scope: Scope,
  name: string,
  origin: string,
  value: unknown,
  preconditions: readonly Precondition[] = [],
): void {
  const output = new TerraformOutput(scope.stack, `output.${name}`, { value });
  output.overrideLogicalId(name);
  // CDKTF's output takes preconditions and then leaves them out of what it writes.
  if (preconditions.length > 0) output.addOverride("precondition", preconditions);
  scope.addresses.set(`output.${name}`, origin);
}

/** The words that tell a project's environments apart in names that AWS keeps for a whole account. */
export function identityOf(scope: Scope, ...words: readonly string[]): readonly string[] {
  return [scope.project.name, scope.environment.name, ...words];
}

/** Something to read at the beginning of a name. */
export function readableOf(scope: Scope, ...words: readonly string[]): string {
  return identityOf(scope, ...words).join("-");
}
