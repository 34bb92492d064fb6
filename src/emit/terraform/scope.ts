import { type TerraformMetaArguments, TerraformOutput, type TerraformStack, type TerraformVariableConfig } from "cdktf";
import type { EnvironmentPlan, ProjectPlan } from "../../plan/model.ts";
import {
  type BlockType,
  blockKind,
  blockValues,
  type ElementKind,
  localKind,
  type Overrides,
  variableKind,
} from "./element.ts";
import type { Address } from "./expression.ts";
import { identityDigest, joinNames } from "./names.ts";

/** One stack under construction: what it is for, and what was put into it. */
export interface Scope {
  readonly stack: TerraformStack;
  readonly project: ProjectPlan;
  readonly environment: EnvironmentPlan;
  /** The path of the part of the Plan that caused each address. */
  readonly addresses: Map<Address, string>;
  readonly put: Put;
}

/** Puts an element into a stack, or its text into the stack's. */
export type Put = <Values>(stack: TerraformStack, kind: ElementKind<Values>, id: string, values: Values) => void;

/** Puts a resource or data source into the stack under a logical id of ours, and says where it is. */
export function declare<Config>(
  scope: Scope,
  type: BlockType<Config>,
  id: string,
  origin: string,
  config: Config & Pick<TerraformMetaArguments, "dependsOn" | "forEach">,
  overrides: Overrides = {},
): Address {
  return put(scope, blockKind(type), id, origin, blockValues(config, overrides));
}

/** Puts a local value into the stack; returns the expression that reads it. */
export function declareLocal(scope: Scope, name: string, origin: string, value: unknown): string {
  return put(scope, localKind, name, origin, value);
}

/** Puts a variable into the stack. */
export function declareVariable(scope: Scope, name: string, origin: string, config: TerraformVariableConfig): void {
  put(scope, variableKind, name, origin, config);
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

function put<Values>(scope: Scope, kind: ElementKind<Values>, id: string, origin: string, values: Values): Address {
  const address = `${kind.section}.${id}`;
  scope.addresses.set(address, origin);
  scope.put(scope.stack, kind, id, values);
  return address;
}

/** A digest that tells a project's environments apart in names that AWS keeps for a whole account. */
export function digestOf({ project, environment }: Scope, ...words: readonly string[]): string {
  return identityDigest([project.name, environment.name, ...words]);
}

/** Something to read at the beginning of a name. */
export function readableOf({ project, environment }: Scope, ...words: readonly string[]): string {
  return joinNames([project.name, environment.name, ...words], "-");
}
