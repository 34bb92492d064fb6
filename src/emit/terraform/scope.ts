import {
  TerraformDataSource,
  type TerraformElement,
  TerraformLocal,
  type TerraformMetaArguments,
  TerraformOutput,
  type TerraformResource,
  type TerraformStack,
  TerraformVariable,
  type TerraformVariableConfig,
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
  /** Called with each element when nothing about it changes any more. */
  readonly settle: Settle;
}

export type Settle = (element: TerraformElement) => void;

/** A class of `@cdktf/provider-aws`. */
export interface ResourceType<Config> {
  readonly tfResourceType: string;
  new (scope: TerraformStack, id: string, config: Config): TerraformResource | TerraformDataSource;
}

/** What CDKTF's types don't have, by the path that `addOverride` takes. */
export type Overrides = Readonly<Record<string, unknown>>;

/** Puts a resource or data source into the stack under a logical id of ours, and says where it is. */
export function declare<Config>(
  scope: Scope,
  type: ResourceType<Config>,
  id: string,
  origin: string,
  config: Config & Pick<TerraformMetaArguments, "dependsOn">,
  overrides: Overrides = {},
): Address {
  const { dependsOn } = config;
  const own: Config = dependsOn === undefined ? config : { ...config, dependsOn: undefined };
  const element = new type(scope.stack, `${type.tfResourceType}.${id}`, own);
  // As addresses: CDKTF makes a token of each, keeps it for as long as the process runs, and resolves it to the same.
  if (dependsOn !== undefined) element.dependsOn = dependsOn.map(({ fqn }) => fqn);
  element.overrideLogicalId(id);
  for (const [path, value] of Object.entries(overrides)) element.addOverride(path, value);
  const prefix = TerraformDataSource.isTerraformDataSource(element) ? "data." : "";
  const address = `${prefix}${type.tfResourceType}.${id}`;
  place(scope, element, address, origin);
  return address;
}

/** Puts a local value into the stack; returns the expression that reads it. */
export function declareLocal(scope: Scope, name: string, origin: string, value: unknown): string {
  const local = new TerraformLocal(scope.stack, `local.${name}`, value);
  local.overrideLogicalId(name);
  place(scope, local, `local.${name}`, origin);
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
  place(scope, output, `output.${name}`, origin);
}

/** Puts a variable into the stack. */
export function declareVariable(scope: Scope, name: string, origin: string, config: TerraformVariableConfig): void {
  const variable = new TerraformVariable(scope.stack, `var.${name}`, config);
  variable.overrideLogicalId(name);
  place(scope, variable, `var.${name}`, origin);
}

function place(scope: Scope, element: TerraformElement, address: Address, origin: string): void {
  scope.addresses.set(address, origin);
  scope.settle(element);
}

/** The words that tell a project's environments apart in names that AWS keeps for a whole account. */
export function identityOf(scope: Scope, ...words: readonly string[]): readonly string[] {
  return [scope.project.name, scope.environment.name, ...words];
}

/** Something to read at the beginning of a name. */
export function readableOf(scope: Scope, ...words: readonly string[]): string {
  return identityOf(scope, ...words).join("-");
}
