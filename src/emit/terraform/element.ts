import {
  type ITerraformIterator,
  TerraformDataSource,
  type TerraformElement,
  TerraformLocal,
  type TerraformMetaArguments,
  type TerraformResource,
  type TerraformStack,
  TerraformVariable,
  type TerraformVariableConfig,
} from "cdktf";

/** Elements of CDKTF that are made alike: all of one class. */
export interface ElementKind<Values> {
  /** Where its elements are: `aws_lb`, `data.aws_vpc`, `local`. */
  readonly section: string;
  /** Puts one into a stack, out of plain data. */
  make(stack: TerraformStack, id: string, values: Values): TerraformElement;
}

/** A class of `@cdktf/provider-aws`. */
export interface BlockType<Config> {
  readonly tfResourceType: string;
  readonly prototype: TerraformResource | TerraformDataSource;
  new (scope: TerraformStack, id: string, config: Config): TerraformResource | TerraformDataSource;
}

/** What CDKTF's types don't have, by the path that `addOverride` takes. */
export type Overrides = Readonly<Record<string, unknown>>;

export interface BlockValues<Config> {
  readonly config: Config;
  readonly overrides: Overrides;
  /** Addresses. */
  readonly dependsOn?: readonly string[] | undefined;
  /** A template. */
  readonly forEach?: string | undefined;
}

/** What a block is given, as plain data: its dependencies are addresses and its iterator is a template. */
export function blockValues<Config>(
  given: Config & Pick<TerraformMetaArguments, "dependsOn" | "forEach">,
  overrides: Overrides,
): BlockValues<Config> {
  const { dependsOn, forEach } = given;
  if (dependsOn === undefined && forEach === undefined) return { config: given, overrides };
  return {
    config: { ...given, ...noMetaArguments },
    overrides,
    dependsOn: dependsOn?.map(({ fqn }) => fqn),
    forEach: forEach?._getForEachExpression(),
  };
}

const noMetaArguments = { dependsOn: undefined, forEach: undefined };

/** Resources or data sources of one class. */
export function blockKind<Config>(type: BlockType<Config>): ElementKind<BlockValues<Config>> {
  const known = blockKinds.get(type);
  if (known !== undefined) return known;
  const prefix = type.prototype instanceof TerraformDataSource ? "data." : "";
  const kind: ElementKind<BlockValues<Config>> = {
    section: `${prefix}${type.tfResourceType}`,
    make(stack, id, { config, overrides, dependsOn, forEach }) {
      const element = new type(stack, `${type.tfResourceType}.${id}`, config);
      element.overrideLogicalId(id);
      // As addresses: CDKTF would make a token of each, and resolve it to the same.
      if (dependsOn !== undefined) element.dependsOn = [...dependsOn];
      if (forEach !== undefined) element.forEach = { _getForEachExpression: () => forEach } as ITerraformIterator;
      for (const [path, value] of Object.entries(overrides)) element.addOverride(path, value);
      return element;
    },
  };
  blockKinds.set(type, kind);
  return kind;
}

const blockKinds = new WeakMap<object, ElementKind<never>>();

export const localKind: ElementKind<unknown> = {
  section: "local",
  make(stack, id, value) {
    const local = new TerraformLocal(stack, `local.${id}`, value);
    local.overrideLogicalId(id);
    return local;
  },
};

export const variableKind: ElementKind<TerraformVariableConfig> = {
  section: "var",
  make(stack, id, config) {
    const variable = new TerraformVariable(stack, `var.${id}`, config);
    variable.overrideLogicalId(id);
    return variable;
  },
};
