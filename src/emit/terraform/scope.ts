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

/** Where an element goes, under which name of ours, and the path of the part of the Plan that caused it. */
export interface Place {
  readonly scope: Scope;
  readonly id: string;
  readonly origin: string;
}

/** The place of an element in a stack. */
export function at(scope: Scope, id: string, origin: string): Place {
  return { scope, id, origin };
}

/** Puts a resource or data source into the stack, and says where it is. */
export function declare<Config>(
  place: Place,
  type: BlockType<Config>,
  config: Config & Pick<TerraformMetaArguments, "dependsOn" | "forEach">,
  overrides: Overrides = {},
): Address {
  return put(place, blockKind(type), blockValues(config, overrides));
}

/** Puts a local value into the stack; returns the expression that reads it. */
export function declareLocal(place: Place, value: unknown): string {
  return put(place, localKind, value);
}

/** Puts a variable into the stack. */
export function declareVariable(place: Place, config: TerraformVariableConfig): void {
  put(place, variableKind, config);
}

/** A condition that a plan fails without. */
export interface Precondition {
  readonly condition: string;
  readonly error_message: string;
}

/** Puts an output into the stack; its preconditions hold for the whole stack. */
export function declareOutput(
  { scope, id, origin }: Place,
  value: unknown,
  preconditions: readonly Precondition[] = [],
): void {
  const output = new TerraformOutput(scope.stack, `output.${id}`, { value });
  output.overrideLogicalId(id);
  // CDKTF's output takes preconditions and then leaves them out of what it writes.
  if (preconditions.length > 0) output.addOverride("precondition", preconditions);
  scope.addresses.set(`output.${id}`, origin);
}

function put<Values>({ scope, id, origin }: Place, kind: ElementKind<Values>, values: Values): Address {
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
